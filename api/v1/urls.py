from api.v1.mounting import operation_urls

urlpatterns = [*operation_urls()]

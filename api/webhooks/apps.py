from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "api.webhooks"
    label = "api_webhooks"
    verbose_name = "Webhooks"

    def ready(self) -> None:
        """What this subject adds to what lies below."""
        from acoms.api.happenings import listen
        from acoms.site.navigation import Entry, add_page_action
        from api.webhooks.actions import record
        from api.webhooks.queues import register_queues

        listen(record)
        register_queues()
        add_page_action("aco_api_credentials", Entry(20, "Webhooks", "aco_webhooks"))

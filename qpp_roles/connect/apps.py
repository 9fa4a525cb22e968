from django.apps import AppConfig


class ConnectConfig(AppConfig):
    name = "qpp_roles.connect"
    label = "qpp_roles_connect"
    verbose_name = "Connect to an Organization"

    def ready(self) -> None:
        """What this subject adds to what lies below."""
        from acoms.site.navigation import Entry, add_page_action, open_way

        connect = Entry(10, "Connect to another organization", "connect")
        add_page_action("manage_access", connect)
        to_connect = Entry(20, "Connect to an organization", "connect")
        add_page_action("knowledge_library:pages", to_connect)
        # What is to be done about one's own request that nobody can answer, or that was refused.
        waits = Entry(10, "What to do", "connect_confirmation")
        add_page_action("role_request:left_waiting", waits)
        open_way("role_request:left_waiting", "connect_confirmation")
        add_page_action("role_request:again", Entry(10, "Ask again", "ask_role_again"))

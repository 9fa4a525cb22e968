from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts.actions import notices_moving
        from accounts.merging import register_room
        from accounts.sections import session_warning
        from acoms.site.navigation import Entry, add_page_action, open_way
        from acoms.site.sections import register_section

        register_room(notices_moving.ROOM)
        register_section("signed_in", 10, session_warning)
        open_way("staff:password", "account_change_password")
        open_way("staff:account", "your_account")
        open_way("language", "choose_language")
        password = Entry(20, "Change password", "account_change_password")
        add_page_action("banner:name", Entry(10, "Your account", "your_account"))
        add_page_action("banner:name", password)
        add_page_action("banner:name", Entry(30, "Where you are signed in", "your_sessions"))
        staff = Entry(10, "What CMS staff may do", "admin:accounts_person_roles")
        add_page_action("admin:banner", staff)
        add_page_action("admin:banner", password)

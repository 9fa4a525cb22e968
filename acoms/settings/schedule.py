"""What beat runs, and when; names of tasks only, so that settings import no room."""

from celery.schedules import crontab

CELERY_BEAT_SCHEDULE = {
    "forget old messages to the Helpdesk": {
        "task": "helpdesk.tasks.forget_old_messages",
        "schedule": crontab(minute="50", hour="8"),
    },
    "check the search's entries": {
        "task": "search.tasks.check_entries",
        "schedule": crontab(minute="20", hour="9"),
    },
    "forget ended sessions": {
        "task": "accounts.tasks.forget_ended_sessions",
        "schedule": crontab(minute="40", hour="8"),  # UTC: at night in the Eastern zone
    },
    "forget unanswered registrations": {
        "task": "accounts.registration.tasks.forget_unanswered_registrations",
        "schedule": crontab(minute="45", hour="8"),
    },
    # A commit nudges the relay; this finds what a dead broker or mail server left behind (E6).
    "relay mail": {
        "task": "notifications.tasks.relay_mail",
        "schedule": 5,
        "options": {"expires": 5},
    },
    # QPP's website is told within seconds that someone's last role has ended (B3).
    "tell websites of ended sign-ins": {
        "task": "qpp_roles.openid.tasks.tell_websites",
        "schedule": 5,
        "options": {"expires": 5},
    },
    # A change nudges it; this finds what is tried again, and what a dead broker left behind (E6).
    "send webhooks": {
        "task": "api.webhooks.tasks.send_webhooks",
        "schedule": 5,
        "options": {"expires": 5},
    },
    "forget old deliveries of webhooks": {
        "task": "api.webhooks.tasks.forget_deliveries",
        "schedule": crontab(minute="50", hour="8"),
    },
    "forget old sign-ins to websites": {
        "task": "qpp_roles.openid.tasks.forget_sign_ins",
        "schedule": 3600,
        "options": {"expires": 3600},
    },
    "forget tokens that have run out": {
        "task": "api.tokens.tasks.forget",
        "schedule": 600,
        "options": {"expires": 600},
    },
    "remind of API credentials that end": {
        "task": "api.credentials.tasks.remind_of_credentials",
        "schedule": 3600,
        "options": {"expires": 3600},
    },
    "sweep expired invitations": {
        "task": "invitations.tasks.sweep_expired",
        "schedule": 60,
        "options": {"expires": 60},
    },
    # Confirming nudges a worker; this finds what a killed one left in the middle (E6).
    "go on with bulk invitations": {
        "task": "invitations.bulk.tasks.send_unfinished",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "forget unconfirmed bulk invitations": {
        "task": "invitations.bulk.tasks.forget",
        "schedule": 3600,
        "options": {"expires": 3600},
    },
    # Confirming nudges a worker; this finds what is due and what a killed one left behind (E6).
    "send messages to ACOs": {
        "task": "documents.correspondence.tasks.send_messages",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "forget files that no message has": {
        "task": "documents.correspondence.tasks.forget_orphans",
        "schedule": crontab(minute="55", hour="8"),
    },
    "forget HARP files": {
        "task": "qpp_roles.harp.tasks.forget_harp_files",
        "schedule": 3600,
        "options": {"expires": 3600},
    },
    # A new release brings its articles within ten minutes; `load_articles` brings them at once.
    "load articles": {
        "task": "documents.library.tasks.load_articles",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 600},
    },
    "seal history": {
        "task": "activity.tasks.seal_history",
        "schedule": 300,
        "options": {"expires": 300},
    },
    "end agreements": {
        "task": "contacts.tasks.end_agreements",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 300},
    },
    # Both ask what is due, and catch up after an outage; ten minutes are as late as they come.
    "remind of invitations": {
        "task": "invitations.tasks.remind",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 600},
    },
    # Each hour, so that a month that a killed worker left is gone on with.
    "publish monthly reports": {
        "task": "documents.reports.tasks.publish_monthly_reports",
        "schedule": crontab(minute="15"),
        "options": {"expires": 3600},
    },
    "weekly mail": {
        "task": "notifications.tasks.send_weekly",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 600},
    },
    "remind of requests for QPP roles": {
        "task": "qpp_roles.roles.tasks.remind",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 600},
    },
    "remind of change requests": {
        "task": "participants.changes.tasks.remind_of_changes",
        "schedule": crontab(minute="40", hour="13-21"),
        "options": {"expires": 3600},
    },
    # An upload nudges it; this takes up what a killed worker left behind (E6).
    "answer service dates": {
        "task": "participants.data_sharing.tasks.answer_service_dates",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "delete beneficiary data": {
        "task": "participants.data_sharing.tasks.delete_beneficiary_data",
        "schedule": crontab(minute="5", hour="8"),  # UTC: at night in the Eastern zone
    },
    "publish delivered files": {
        "task": "documents.files.tasks.deliver_files",
        "schedule": 60,
        "options": {"expires": 60},
    },
    # Publishing nudges both; this takes up what a killed worker or a dead scanner left (E6).
    "scan files": {
        "task": "documents.files.tasks.scan_files",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "tell of new files": {
        "task": "documents.files.tasks.tell_of_files",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "tell of new files in the library": {
        "task": "documents.library.tasks.tell_of_library_files",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "delete old files": {
        "task": "documents.files.tasks.delete_old_files",
        "schedule": crontab(minute="10", hour="8"),  # UTC: at night in the Eastern zone
    },
    "remind of certification": {
        "task": "participants.certification.tasks.remind_to_certify",
        "schedule": crontab(minute="35", hour="13-21"),
        "options": {"expires": 3600},
    },
    # Opening an event nudges it; this opens it for an ACO whose last signer has come since (F1).
    "open signing events": {
        "task": "signing.tasks.open_events",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "remind to sign": {
        "task": "signing.tasks.remind_to_sign",
        "schedule": crontab(minute="25", hour="13-21"),
        "options": {"expires": 3600},
    },
    "forget unkept signed files": {
        "task": "signing.tasks.forget_unkept_files",
        "schedule": crontab(minute="55", hour="8"),
    },
    "forget unkept signed certifications": {
        "task": "participants.certification.tasks.forget_unkept_files",
        "schedule": crontab(minute="56", hour="8"),
    },
    "forget unconfirmed files of changes": {
        "task": "participants.changes.tasks.forget_files",
        "schedule": crontab(minute="50", hour="8"),
    },
    # Each reminder is sent once; several hours of the working day, to catch up after an outage.
    "remind of yearly reviews": {
        "task": "recertification.tasks.remind",
        "schedule": crontab(minute="20", hour="13-21"),
        "options": {"expires": 3600},
    },
    # What an ACO submits nudges it; this takes up what a killed worker left behind (E6).
    "go on with screening": {
        "task": "participants.screening.tasks.go_on_screening",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "screen the program": {
        "task": "participants.screening.tasks.screen_programme",
        "schedule": crontab(minute="15", hour="7"),  # UTC: at night in the Eastern zone
    },
}

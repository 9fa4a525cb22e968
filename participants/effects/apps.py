from django.apps import AppConfig


class EffectsConfig(AppConfig):
    name = "participants.effects"
    label = "participants_effects"
    verbose_name = "Effects of changes, benchmark"

    def ready(self) -> None:
        """What this subject adds to what lies below."""
        from acoms.site.navigation import Entry, add_page_action, open_way
        from acoms.site.sections import register_section
        from contacts.access import aco_tab_shown
        from contacts.attention import register_finder
        from contacts.permissions import Permission
        from participants.changes.departures import register_leavings
        from participants.effects.benchmark.queries import small_acos
        from participants.effects.departures import leavings_of
        from participants.effects.sections import adjustments, to_record, what_it_affects

        open_way("change:effects", "participant_effects")
        register_leavings(leavings_of)
        register_section("participant:actions", 20, what_it_affects)
        register_section("participant", 10, adjustments)
        register_section("admin:participants_lists_participant_change", 10, to_record)
        register_finder(small_acos)
        reads_lists = aco_tab_shown(Permission.PARTICIPANTS_READ)
        benchmark = Entry(45, "Benchmark and size", "aco_benchmark", reads_lists)
        add_page_action("aco_participants", benchmark)
        effects = Entry(50, "What a change affects", "participant_effects", reads_lists)
        add_page_action("aco_participants", effects)

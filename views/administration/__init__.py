"""The group's own pages: closing quarters, members and homes, events, people, settings, audit trail, backup."""

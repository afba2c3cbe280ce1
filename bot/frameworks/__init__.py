"""From files under `checklists/` to validated, versioned forms. Knows no database, no person and no framework by name."""

"""Who may do what: the actor and the pure rules about powers. No tables: rows become plain values first."""

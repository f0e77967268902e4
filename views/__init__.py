"""What people see: pages ask questions and lay out charts, charts turn frames into figures, wording speaks."""

"""Official documents (floor F11): plain contexts in, Decree 30/2020/NĐ-CP papers out as DOCX and PDF."""

//! Findings and extractions written down: text, JSON, JSON Lines, SARIF, GitHub, fact sheet.

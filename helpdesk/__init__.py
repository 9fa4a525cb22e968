"""Messages to the SSP Helpdesk, from anyone, and what CMS staff answer (rule J3)."""

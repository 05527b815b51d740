"""What CPython's mail parser finds in files: read_mail.py FILE…

Prints a JSON array, in the order of the files. Strict: a mail with any defect ends the program.
"""

import email
import email.policy
import json
import sys

policy = email.policy.SMTP.clone(raise_on_defect=True)
found = []
for path in sys.argv[1:]:
    with open(path, "rb") as file:
        raw = file.read()
    if any(len(line) > 998 for line in raw.split(b"\r\n")):
        raise SystemExit(f"{path}: a line has more than 998 bytes (RFC 5322 2.1.1)")
    mail = email.message_from_bytes(raw, policy=policy)
    for part in mail.walk():
        if part.defects or any(value.defects for value in part.values()):
            raise SystemExit(f"{path}: {part.defects}")
    found.append({
        "path": path,
        "from": mail["From"].addresses[0].addr_spec,
        "to": [address.addr_spec for address in mail["To"].addresses],
        "subject": str(mail["Subject"]),
        "date": mail["Date"].datetime.isoformat(),
        "messageID": str(mail["Message-ID"]),
        "references": str(mail.get("References", "")).split(),
        "inReplyTo": str(mail.get("In-Reply-To", "")),
        "cases": [str(value) for value in mail.get_all("Rollcall-Case", [])],
        "types": [part.get_content_type() for part in mail.walk()],
        "text": mail.get_body(("plain",)).get_content(),
        "html": mail.get_body(("html",)).get_content(),
    })
json.dump(found, sys.stdout)

using System.Collections.Immutable;
using static Evenhand.Server.Settings.Values;

namespace Evenhand.Server.Settings;

/// <summary>Everything that may be set. Flags, help, documentation and messages come from here.</summary>
public static class SettingTable
{
    /// <summary>The file that holds settings is named by a flag and a variable, too.</summary>
    public const string FileFlag = "--config";

    /// <summary>Names the file of settings.</summary>
    public const string FileVariable = "EVENHAND_CONFIG";

    /// <summary>The settings, in the order of help.</summary>
    public static ImmutableArray<Setting> Rows { get; } =
    [
        new(
            "data",
            "DIR",
            "evenhand-data",
            "The folder that holds everything that is kept; made when it is not there.",
            (to, text) => to with { Data = Path(text) }
        ),
        new(
            "ledger",
            "KIND",
            "sqlite",
            "What keeps the data: sqlite, embedded in the data folder; or postgres, a database of --ledger-connection.",
            (to, text) => to with { IsInPostgres = OneOf(text, "sqlite", "postgres") == "postgres" }
        ),
        new(
            "ledger-connection",
            "KEYWORDS",
            "none",
            "The database, by Npgsql's keywords: Host=…;Database=…;Username=…, and for TLS SSL Mode=VerifyFull;Root Certificate=FILE. No password.",
            (to, text) => to with { LedgerConnection = Connection(text) }
        )
        {
            MayHoldSecret = true,
        },
        new(
            "ledger-password-file",
            "FILE",
            "as PGPASSFILE says",
            "The file that holds the database's password and nothing else; it is read anew with each connection.",
            (to, text) => to with { LedgerPasswordFile = Path(text) }
        ),
        .. VaultSettings.Rows,
        new(
            "policies",
            "DIR",
            "policies here or in a folder above",
            "The folder of policies and their catalogue.",
            (to, text) => to with { Policies = Path(text) }
        ),
        new(
            "urls",
            "URL,…",
            "http://127.0.0.1:8080",
            "Where it listens. 0.0.0.0 stands for every address of the machine, port 0 for any free one.",
            (to, text) => to with { Urls = Urls(text) }
        ),
        new(
            "tls-cert",
            "FILE",
            "none",
            "The certificate chain (PEM) of the https addresses.",
            (to, text) => to with { TlsCertificate = Path(text) }
        ),
        new(
            "tls-key",
            "FILE",
            "the file of --tls-cert",
            "The certificate's private key (PEM).",
            (to, text) => to with { TlsKey = Path(text) }
        ),
        new(
            "grace",
            "SPAN",
            "3d",
            "How long after its end, and after the last arrival for it, a cycle is stated.",
            (to, text) => to with { Grace = Span(text) }
        ),
        new(
            "max-grace",
            "SPAN",
            "10d",
            "How long after its end a cycle is stated at the latest, whatever still arrives; the rest adjusts the next one.",
            (to, text) => to with { MostGrace = Span(text) }
        ),
        new(
            "repeats",
            "SPAN",
            "40d",
            "For how long at least a repeat is recognised at the door; statements drop repeats for ever.",
            (to, text) => to with { Repeats = Span(text) }
        ),
        new(
            "idle",
            "SPAN",
            "10m",
            "How long an account stays in memory that nobody asks about.",
            (to, text) => to with { Idle = Span(text) }
        ),
        new(
            "max-accounts",
            "N",
            "200000",
            "Accounts in memory before the least used leave it.",
            (to, text) => to with { MostAccounts = Count(text) }
        ),
        new(
            "max-holds",
            "N",
            "10000",
            "Reservations that one account may hold at once; what comes then is refused.",
            (to, text) => to with { MostHolds = Count(text) }
        ),
        new(
            "max-body",
            "BYTES",
            "16MiB",
            "The largest body, also after inflation; at most 1GiB.",
            (to, text) => to with { MostBody = (int)Bytes(text, 1L << 30) }
        ),
        new(
            "max-bodies",
            "BYTES",
            "256MiB",
            "Memory for the bodies of events that are under way, and an eighth of it for those of asks; a key has at most what is still free.",
            (to, text) => to with { MostBodies = Bytes(text, 1L << 40) }
        ),
        new(
            "max-events",
            "N",
            "100000",
            "The most events of one body.",
            (to, text) => to with { MostEvents = Count(text) }
        ),
        new(
            "max-connections",
            "N",
            "10000",
            "The most connections at once; more are closed unanswered. At each door, half as many requests at once.",
            (to, text) => to with { MostConnections = Count(text) }
        ),
        new(
            "patience",
            "SPAN",
            "30s",
            "How long a body may take to arrive.",
            (to, text) => to with { Patience = Span(text) }
        ),
        new(
            "silence",
            "SPAN",
            "10s",
            "How long a connection may go without its first request.",
            (to, text) => to with { Silence = Span(text) }
        ),
        new(
            "rate",
            "N|none",
            "none",
            "Requests a second of one key, at the gate, for events and for the rest each; two seconds' worth may come at once.",
            (to, text) => to with { Rate = CountOrNone(text) }
        ),
        new(
            "account-rate",
            "N|none",
            "100",
            "The same for each key of the role account.",
            (to, text) => to with { AccountRate = CountOrNone(text) }
        ),
        new(
            "drain",
            "SPAN",
            "30s",
            "How long requests under way may take when the server stops.",
            (to, text) => to with { Drain = Span(text) }
        ),
        new(
            "outgoing",
            "on|off",
            "on",
            "Whether notices go out as mail and webhooks; off: they wait, and go out when it is on again.",
            (to, text) => to with { Sends = OneOf(text, "on", "off") == "on" }
        ),
        new(
            "private-webhooks",
            "yes|no",
            "no",
            "Whether webhooks may go to private, loopback and link-local addresses, and over http.",
            (to, text) => to with { AllowsPrivateWebhooks = OneOf(text, "yes", "no") == "yes" }
        ),
        new(
            "private-targets",
            "yes|no",
            "no",
            "Whether copies may go to targets at private, loopback and link-local addresses, and over http.",
            (to, text) => to with { AllowsPrivateTargets = OneOf(text, "yes", "no") == "yes" }
        ),
        new(
            "smtp",
            "URL",
            "none",
            "The next hop of mail: smtps://host:465, smtp://host:587 (with STARTTLS) or smtp+plain://host:25. Without it no mail is sent.",
            (to, text) => to with { Smtp = Hop(text) }
        ),
        new(
            "smtp-user",
            "NAME",
            "none",
            "The name by which the server signs in there; the password is EVENHAND_SMTP_PASSWORD.",
            (to, text) => to with { SmtpUser = text }
        ),
        new(
            "smtp-password",
            "PASSWORD",
            "none",
            "The password for --smtp-user.",
            (to, text) => to with { SmtpPassword = text }
        )
        {
            IsSecret = true,
        },
        new(
            "mail-from",
            "ADDRESS",
            "none",
            "The address from which mail is sent; needed with --smtp.",
            (to, text) => to with { MailFrom = Mail(text) }
        ),
        new(
            "bounce-wait",
            "SPAN",
            "1h",
            "How long a mail may still come back before it counts as delivered.",
            (to, text) => to with { BounceWait = Span(text) }
        ),
        new(
            "bounce-mailbox",
            "URL",
            "none",
            "The mailbox in which mails come back: imaps://host:993, imap://host:143 (with STARTTLS) or imap+plain://host:143. It is read once a minute, and nothing in it is changed.",
            (to, text) => to with { BounceMailbox = Mailbox(text) }
        ),
        new(
            "bounce-mailbox-user",
            "NAME",
            "none",
            "The name by which the server signs in to --bounce-mailbox.",
            (to, text) => to with { BounceMailboxUser = text }
        ),
        new(
            "bounce-mailbox-password-file",
            "FILE",
            "none",
            "The file that holds the password for --bounce-mailbox and nothing else; it is read anew with each look.",
            (to, text) => to with { BounceMailboxPasswordFile = Path(text) }
        ),
        new(
            "sandbox",
            "ADDRESS",
            "none",
            "Sends all mail to this address instead, and no webhook anywhere.",
            (to, text) => to with { Sandbox = Mail(text) }
        ),
        new(
            "operators-mail",
            "people|none|ADDRESS,…",
            "people",
            "Who is mailed what arrived nowhere and which endpoints were disabled, once an hour at most: persons who are operators or administrators and have an address, nobody, or these addresses.",
            (to, text) => to with { OperatorsMail = Mails(text) }
        ),
        new(
            "public-url",
            "URL",
            "none",
            "Where people reach this server, such as https://usage.example.com. Mails then carry a signed link by which a notice is read. With https, cookies go over TLS alone, also where a proxy ends it.",
            (to, text) => to with { PublicUrl = Address(text) }
        ),
        new(
            "second-factor",
            "none|ROLE,…",
            "none",
            "The roles whose persons show a second factor when they sign in to the console; until they have set one, no other page opens.",
            (to, text) => to with { SecondFactor = PersonRoles(text) }
        ),
        new(
            "openid-authority",
            "URL",
            "none",
            "A provider of OpenID Connect at which persons may sign in to the console: the address below which it describes itself.",
            (to, text) => to with { OpenIdAuthority = Authority(text) }
        ),
        new(
            "openid-client",
            "NAME",
            "none",
            "The name by which the provider knows this server; its address of return is /console/sign-in/openid/back below --public-url.",
            (to, text) => to with { OpenIdClient = text }
        ),
        new(
            "openid-secret-file",
            "FILE",
            "none",
            "The file that holds the secret that the provider shares with this server and nothing else; it is read at the start.",
            (to, text) => to with { OpenIdSecretFile = Path(text) }
        ),
        new(
            "openid-name",
            "NAME",
            "your company's sign-in",
            "What people call the provider, as the button says it.",
            (to, text) => to with { OpenIdName = text }
        ),
        new(
            "templates",
            "DIR",
            "none",
            "The folder of templates of mail, before our own; they are checked at the start.",
            (to, text) => to with { Templates = Path(text) }
        ),
        new(
            "brand",
            "FILE",
            "none",
            "The vendor's brand in the portal and its mail: a file of YAML with name, and logo, colour and serif as wanted.",
            (to, text) => to with { Brand = Path(text) }
        ),
        new(
            "embed-origins",
            "ORIGIN,…",
            "none",
            "Origins whose pages may show elements of the portal in frames, such as https://app.example.com.",
            (to, text) => to with { EmbedOrigins = Origins(text) }
        ),
        new(
            "cors",
            "ORIGIN,…",
            "none",
            "Origins whose pages may call from a browser, such as https://console.example.com.",
            (to, text) => to with { Cors = Origins(text) }
        ),
        new(
            "otlp",
            "URL",
            "none",
            "Where traces and metrics are sent: an OpenTelemetry collector's gRPC address.",
            (to, text) => to with { Otlp = Address(text) }
        ),
        new(
            "log-format",
            "text|json",
            "text",
            "How log lines are written, on standard error.",
            (to, text) => to with { LogsAsJson = OneOf(text, "text", "json") == "json" }
        ),
        new(
            "log-level",
            "LEVEL",
            "information",
            "From which level on it logs: debug, information, warning, error.",
            (to, text) => to with { LogLevel = Level(text) }
        ),
        new(
            "admin-key",
            "KEY",
            "made at the first start and shown once",
            "The key of the first administrator, without spaces; 32 random characters cannot be guessed, and shorter ones bring a warning.",
            (to, text) => to with { AdminKey = Key(text) }
        )
        {
            IsSecret = true,
        },
    ];
}

using System.Collections.Immutable;
using Evenhand.Node.Roles;
using Evenhand.Node.Settings;
using Evenhand.Stores;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Evenhand.Server.Settings;

/// <summary>What may be set of a server. Every queue, body and wait has a bound.</summary>
public sealed record ServerSettings
{
    /// <summary>The folder that holds everything that is kept.</summary>
    public string Data { get; init; } = "evenhand-data";

    /// <summary>Whether the ledger is in PostgreSQL; else it is embedded, in the data folder.</summary>
    public bool IsInPostgres { get; init; }

    /// <summary>The database of the ledger, by Npgsql's keywords; null for none.</summary>
    public string? LedgerConnection { get; init; }

    /// <summary>The file that holds the password for it; null for none.</summary>
    public string? LedgerPasswordFile { get; init; }

    /// <summary>Where the bytes of stored things lie; null for the folder <c>vault</c> in the data folder.</summary>
    public StorePlace? Vault { get; init; }

    /// <summary>A file with what the store's provider asks for; null for what its library finds in the environment.</summary>
    public string? VaultCredentials { get; init; }

    /// <summary>Bytes of things that a part of an export has at most.</summary>
    public long ExportPart { get; init; } = 1L << 30;

    /// <summary>How long bytes stay in the store after their thing is gone.</summary>
    public Duration RemovalDelay { get; init; } = Duration.FromHours(24);

    /// <summary>What share of an account's stored things may be taken away within a day without a person being asked, in percent.</summary>
    public int MostRemoved { get; init; } = 25;

    /// <summary>What the store's provider takes; null where nobody said.</summary>
    public StorePrice? StorePrice { get; init; }

    /// <summary>The folder of policies and their catalogue; null for <c>policies</c> here or in a folder above.</summary>
    public string? Policies { get; init; }

    /// <summary>Where it listens: <c>http://</c> or <c>https://</c>, a host and a port.</summary>
    public ImmutableArray<string> Urls { get; init; } = ["http://127.0.0.1:8080"];

    /// <summary>The certificate (PEM) of the <c>https</c> addresses; null for none.</summary>
    public string? TlsCertificate { get; init; }

    /// <summary>The certificate's private key (PEM); null when it stands in the same file.</summary>
    public string? TlsKey { get; init; }

    /// <summary>The roles whose persons show a second factor when they sign in.</summary>
    public RoleSet SecondFactor { get; init; }

    /// <summary>The provider at which persons may sign in; null for none.</summary>
    public Uri? OpenIdAuthority { get; init; }

    /// <summary>The name by which it knows this server; null where there is none.</summary>
    public string? OpenIdClient { get; init; }

    /// <summary>The file that holds the secret that it shares with this server; null for none.</summary>
    public string? OpenIdSecretFile { get; init; }

    /// <summary>What people call it.</summary>
    public string OpenIdName { get; init; } = "your company's sign-in";

    /// <summary>How long after its end, and after the last arrival for it, a cycle is stated.</summary>
    public Duration Grace { get; init; } = Duration.FromDays(3);

    /// <summary>How long after its end a cycle is stated at the latest, whatever still arrives for it.</summary>
    public Duration MostGrace { get; init; } = Duration.FromDays(10);

    /// <summary>For how long at least a repeat is recognised at the door.</summary>
    public Duration Repeats { get; init; } = Duration.FromDays(40);

    /// <summary>How long an account stays in memory that nobody asks about.</summary>
    public Duration Idle { get; init; } = Duration.FromMinutes(10);

    /// <summary>Accounts in memory before the least used leave it.</summary>
    public int MostAccounts { get; init; } = 200_000;

    /// <summary>Reservations that one account may hold at once.</summary>
    public int MostHolds { get; init; } = 10_000;

    /// <summary>Bytes of one body, also after inflation.</summary>
    public int MostBody { get; init; } = 16 << 20;

    /// <summary>Bytes of all bodies under way.</summary>
    public long MostBodies { get; init; } = 256L << 20;

    /// <summary>Events of one body.</summary>
    public int MostEvents { get; init; } = 100_000;

    /// <summary>Connections at once.</summary>
    public int MostConnections { get; init; } = 10_000;

    /// <summary>How long a body may take to arrive.</summary>
    public Duration Patience { get; init; } = Duration.FromSeconds(30);

    /// <summary>How long a connection may go without its first request.</summary>
    public Duration Silence { get; init; } = Duration.FromSeconds(10);

    /// <summary>Requests a second of a key, at the gate, for events and for the rest each; null for no bound.</summary>
    public int? Rate { get; init; }

    /// <summary>The same for keys of the role account; null for no bound.</summary>
    public int? AccountRate { get; init; } = 100;

    /// <summary>How long requests under way may take when the server stops.</summary>
    public Duration Drain { get; init; } = Duration.FromSeconds(30);

    /// <summary>Whether what accounts are told goes out; else it waits.</summary>
    public bool Sends { get; init; } = true;

    /// <summary>Whether webhooks may go to private addresses, and without TLS.</summary>
    public bool AllowsPrivateWebhooks { get; init; }

    /// <summary>Whether copies may go to targets at private addresses, and without TLS.</summary>
    public bool AllowsPrivateTargets { get; init; }

    /// <summary>The next hop of mail; null where none is sent.</summary>
    public Uri? Smtp { get; init; }

    /// <summary>The name by which the server signs in there; null where it does not.</summary>
    public string? SmtpUser { get; init; }

    /// <summary>The password for it; null for none.</summary>
    public string? SmtpPassword { get; init; }

    /// <summary>The address from which mail is sent.</summary>
    public string? MailFrom { get; init; }

    /// <summary>How long a mail may still come back before it counts as delivered.</summary>
    public Duration BounceWait { get; init; } = Duration.FromHours(1);

    /// <summary>The mailbox in which what comes back is read; null where that is told by the route alone.</summary>
    public Uri? BounceMailbox { get; init; }

    /// <summary>The name by which the server signs in there.</summary>
    public string? BounceMailboxUser { get; init; }

    /// <summary>The file that holds the password for it.</summary>
    public string? BounceMailboxPasswordFile { get; init; }

    /// <summary>The address to which all mail goes instead, and no webhook anywhere; null for none.</summary>
    public string? Sandbox { get; init; }

    /// <summary>Who is mailed what did not go out; null for the persons who are operators or administrators.</summary>
    public ImmutableArray<string>? OperatorsMail { get; init; }

    /// <summary>Where people reach the server; null where that is not known, and letters carry no links.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>The file of the vendor's brand; null for none.</summary>
    public string? Brand { get; init; }

    /// <summary>Origins whose pages may show elements of the portal in frames; none by default.</summary>
    public ImmutableArray<string> EmbedOrigins { get; init; } = [];

    /// <summary>The folder of templates; null for our own alone.</summary>
    public string? Templates { get; init; }

    /// <summary>Origins whose pages may call from a browser; none by default.</summary>
    public ImmutableArray<string> Cors { get; init; } = [];

    /// <summary>Where traces and metrics are sent (OTLP over gRPC); null for nowhere.</summary>
    public Uri? Otlp { get; init; }

    /// <summary>Whether log lines are JSON; else text.</summary>
    public bool LogsAsJson { get; init; }

    /// <summary>From which level on it logs.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>The key of the first administrator; null to have one made and shown once.</summary>
    public string? AdminKey { get; init; }

    /// <summary>Nothing that is printed of settings holds the key.</summary>
    public override string ToString() => $"{nameof(ServerSettings)} of {Data}";
}

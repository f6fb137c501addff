using Evenhand.Channels;
using Evenhand.Channels.Composing;
using Evenhand.Channels.Mail;
using Evenhand.Ledger;
using Evenhand.Ledger.Postgres;
using Evenhand.Ledger.Sqlite;
using Evenhand.Network;
using Evenhand.Node;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Settings;
using Evenhand.Server.Access;
using Evenhand.Server.Branding;
using Evenhand.Server.Settings;
using Evenhand.Server.Telemetry;
using Evenhand.Stores;
using Evenhand.Stores.Targets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Evenhand.Server;

/// <summary>A server from its start to its end: the data folder, the ledger, the node, and HTTP before them.</summary>
public sealed partial class RunningServer : IAsyncDisposable
{
    /// <summary>Characters of a key that nobody guesses.</summary>
    private const int SafeKey = 32;

    private readonly Stack<object> parts = new();

    private RunningServer() { }

    /// <summary>The node that answers.</summary>
    public EvenhandNode Node { get; private set; } = null!;

    /// <summary>Where it listens, with the ports that were found for port 0.</summary>
    public IReadOnlyList<string> Addresses => [.. App.Urls];

    /// <summary>The key made at the first start; null at later ones, or where one was chosen.</summary>
    public string? FirstKey { get; private set; }

    /// <summary>Ends when the server has been told to stop.</summary>
    public CancellationToken Stopping => App.Lifetime.ApplicationStopping;

    /// <summary>The application, for tests that look at its routes.</summary>
    public WebApplication App { get; private set; } = null!;

    /// <summary>A fresh link by which an account's people open the portal, from the server's root.</summary>
    /// <param name="account">The account.</param>
    public string PortalLink(string account) =>
        App.Services.GetRequiredService<SignIn>().Portal.AddressOf(account, out _);

    /// <summary>A fresh link by which a person opens the console, once, from the server's root.</summary>
    /// <param name="person">The person.</param>
    public string ConsoleLink(string person) =>
        App.Services.GetRequiredService<SignIn>().Links.AddressOf(person, out _);

    /// <summary>A link for the first person, who is added where there is nobody; null where there is somebody.</summary>
    public async Task<string?> FirstLinkAsync()
    {
        if (Node.People.All.Count > 0)
            return null;
        const string name = "First administrator";
        var first = await Node.People.AddAsync("admin", name, "", Role.Admin, by: Doer.Start);
        await Node.People.SignIns.NoteLinkAsync(first.Id, Doer.Start);
        return ConsoleLink(first.Id);
    }

    /// <summary>Where, in a data folder, what is turned away is kept.</summary>
    public static string RejectionsOf(string data) => Path.Combine(data, "rejected");

    /// <summary>Starts a server; when it returns, requests are answered.</summary>
    /// <param name="settings">What is set.</param>
    /// <param name="policies">The folder of policies.</param>
    /// <param name="clock">The time.</param>
    /// <param name="logs">Where it logs; null for standard error.</param>
    /// <exception cref="CannotServeException">An address or a certificate that is set is no good.</exception>
    /// <exception cref="DataInUseException">Another process has the data folder.</exception>
    /// <exception cref="RequestException">The policies are not fit; all problems are in it.</exception>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be opened.</exception>
    /// <exception cref="DamagedLedgerException">The ledger is damaged.</exception>
    /// <exception cref="IOException">An address cannot be listened on, or a folder cannot be used.</exception>
    public static async Task<RunningServer> StartAsync(
        ServerSettings settings,
        string policies,
        TimeProvider clock,
        ILoggerFactory? logs = null
    )
    {
        var server = new RunningServer();
        try
        {
            await server.BeginAsync(settings, policies, clock, logs);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes in nothing more, answers what is under way, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (App is not null)
            await App.StopAsync();
        while (parts.TryPop(out var part))
        {
            if (part is IAsyncDisposable waiting)
                await waiting.DisposeAsync();
            else
                (part as IDisposable)?.Dispose();
        }
    }

    private async Task BeginAsync(
        ServerSettings settings,
        string policies,
        TimeProvider clock,
        ILoggerFactory? logs
    )
    {
        logs ??= Keep(LoggerFactory.Create(to => Observation.AddLogs(to, settings)));
        Keep(DataLock.Take(settings.Data));
        EmptyLedger.Refuse(settings);
        var log = logs.CreateLogger("Evenhand.Ledger");
        var ledger = Keep(
            await OpenAsync(
                settings,
                new LedgerOpening
                {
                    Holds = true,
                    IsAlone = true,
                    Told = note => Tell(log, note),
                }
            )
        );
        var brand = BrandReader.Read(settings.Brand);
        var outgoing = Keep(OutgoingOf(settings, clock, brand?.Name));
        var nodeSettings = new NodeSettings
        {
            Store = Keep(await StoreOf(settings)),
            Targets = new TargetOpening(
                TargetKinds.All,
                new Outward(settings.AllowsPrivateTargets)
            ),
            TargetSeal = Seals.Of(settings.Data).For("targets"),
            RemovalDelay = settings.RemovalDelay,
            MostRemoved = settings.MostRemoved,
            StorePrice = settings.StorePrice,
            ExportPart = settings.ExportPart,
            Policies = policies,
            Sending = outgoing.Sending,
            Rejections = RejectionsOf(settings.Data),
            Grace = settings.Grace,
            MostGrace = settings.MostGrace,
            MostHolds = settings.MostHolds,
            Repeats = settings.Repeats,
            Idle = settings.Idle,
            MostAccounts = settings.MostAccounts,
            MostInBody = settings.MostEvents,
        };
        Node = Keep(
            await NodeStart.RunAsync(
                nodeSettings,
                ledger,
                clock,
                logs.CreateLogger("Evenhand.Node")
            )
        );
        if (BouncesOf(settings) is { } bounces)
            Keep(
                new BounceReading(
                    new BounceMailbox(bounces),
                    Node.Deliveries,
                    settings.Data,
                    clock,
                    logs.CreateLogger("Evenhand.Bounces")
                )
            );
        FirstKey = await FirstKeys.ReadyAsync(Node.Keys, settings.AdminKey);
        if (settings.AdminKey is { } chosen && Node.Keys.Find(chosen) is null)
            WarnOfRevokedKey(logs.CreateLogger("Evenhand.Server"));
        if (settings.AdminKey is { Length: < SafeKey })
            WarnOfShortKey(logs.CreateLogger("Evenhand.Server"), SafeKey);
        App = Keep(EvenhandServer.Build(settings, Node, Node.FindKey, outgoing, logs, brand));
        await Listening.BeginAsync(App, settings);
    }

    /// <exception cref="CannotServeException">The store cannot be used.</exception>
    private static async Task<IStore> StoreOf(ServerSettings settings)
    {
        try
        {
            return await StoreOpening.OpenAsync(
                settings.Vault ?? StorePlace.Folder(Path.Combine(settings.Data, "vault")),
                settings.VaultCredentials
            );
        }
        catch (StoreException wrong)
        {
            throw new CannotServeException(wrong.Message);
        }
    }

    /// <exception cref="CannotServeException">A template is no good.</exception>
    private static Outgoing OutgoingOf(ServerSettings settings, TimeProvider clock, string? sender)
    {
        try
        {
            return Open(settings, clock, sender);
        }
        catch (Exception wrong) when (wrong is BadTemplateException or DirectoryNotFoundException)
        {
            throw new CannotServeException(wrong.Message);
        }
    }

    private static Outgoing Open(ServerSettings settings, TimeProvider clock, string? sender)
    {
        var seals = Seals.Of(settings.Data);
        return new(
            seals.For("webhooks"),
            new OutgoingSettings
            {
                IsStopped = !settings.Sends,
                AllowsPrivate = settings.AllowsPrivateWebhooks,
                Mail = MailOf(settings) is { } mail ? mail with { SenderName = sender } : null,
                Sandbox = settings.Sandbox,
                Operators = settings.OperatorsMail,
                Templates = settings.Templates,
                Links = new NoticeLinks(seals, settings.PublicUrl, clock).Of,
            }
        );
    }

    private static MailSettings? MailOf(ServerSettings settings) =>
        settings is { Smtp: { } server, MailFrom: { } from }
            ? new MailSettings(server, from)
            {
                User = settings.SmtpUser,
                Password = settings.SmtpPassword,
                BounceWait = settings.BounceWait.ToTimeSpan(),
            }
            : null;

    /// <exception cref="CannotServeException">It is not said who signs in.</exception>
    private static BounceSettings? BouncesOf(ServerSettings settings) =>
        settings.BounceMailbox is not { } mailbox ? null
        : settings is { BounceMailboxUser: { } user, BounceMailboxPasswordFile: { } file }
            ? new BounceSettings(mailbox, user, () => File.ReadAllText(file).Trim())
        : throw new CannotServeException(
            "--bounce-mailbox needs --bounce-mailbox-user and --bounce-mailbox-password-file"
        );

    private static async Task<ILedger> OpenAsync(ServerSettings settings, LedgerOpening opening) =>
        settings is { IsInPostgres: true, LedgerConnection: { } connection }
            ? await PostgresLedger.OpenAsync(
                PostgresPlace.Of(connection, settings.LedgerPasswordFile),
                opening
            )
            : SqliteLedger.Open(settings.Data, opening);

    private T Keep<T>(T part)
        where T : notnull
    {
        parts.Push(part);
        return part;
    }

    [LoggerMessage(
        LogLevel.Warning,
        "The key in EVENHAND_ADMIN_KEY was revoked and stays so: nobody comes in with it. Choose another text, or make a key "
            + "with: evenhand keys create --role admin"
    )]
    private static partial void WarnOfRevokedKey(ILogger log);

    private static void Tell(ILogger log, LedgerNote note)
    {
        if (note.IsWarning)
            LedgerWarns(log, note.Text);
        else
            LedgerTells(log, note.Text);
    }

    [LoggerMessage(LogLevel.Information, "The ledger: {What}.")]
    private static partial void LedgerTells(ILogger log, string what);

    [LoggerMessage(LogLevel.Warning, "The ledger: {What}.")]
    private static partial void LedgerWarns(ILogger log, string what);

    [LoggerMessage(
        LogLevel.Warning,
        "EVENHAND_ADMIN_KEY is shorter than {Safe} characters: it may be guessed."
    )]
    private static partial void WarnOfShortKey(ILogger log, int safe);
}

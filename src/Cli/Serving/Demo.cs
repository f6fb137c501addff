using Evenhand.Cli.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Node.Bodies;
using Evenhand.Node.Keys;
using Evenhand.Node.Roles;
using Evenhand.Sampling.Profiles;
using Evenhand.Server;
using Evenhand.Server.Settings;
using NodaTime;

namespace Evenhand.Cli.Serving;

/// <summary>Fills a fresh server with made-up accounts, and shows people round.</summary>
internal sealed class Demo(ServerSettings settings, TextWriter errors)
{
    private const int AccountsShown = 12;

    /// <summary>What the key is called that the demo shows.</summary>
    private const string KeyName = "demo";

    /// <summary>What is made up is there at once: a month that is over need not wait for what comes late.</summary>
    private static readonly Duration Grace = Duration.FromSeconds(20);

    /// <summary>Two, since what one proposes takes another to approve.</summary>
    private static readonly (string Id, string Name, RoleSet Roles)[] People =
    [
        ("first", "First Person", RoleSet.Of(Role.Admin, Role.Content)),
        ("second", "Second Person", Role.Admin),
    ];

    public ServerSettings Settings { get; } = settings with { Grace = Grace };

    public async Task ShowAsync(RunningServer server)
    {
        if (server.Node.Accounts(null, 1).Items.Count == 0)
            await FillAsync(server.Node);
        var key = server.FirstKey ?? await NewKeyAsync(server.Node.Keys);
        Banner.Write(server, Settings, errors);
        var address = server.Addresses[0];
        var accounts = server.Node.Accounts(null, AccountsShown).Items;
        errors.WriteLine($"  accounts  {string.Join(", ", accounts.Select(each => each.Id))}");
        errors.WriteLine($"  policies  {address}/policies (in a browser)");
        foreach (var (person, name, roles) in People)
        {
            if (server.Node.People.Find(person) is null)
                await server.Node.People.AddAsync(person, name, "", roles);
            errors.WriteLine($"  console   {address}{server.ConsoleLink(person)} ({name})");
        }
        // The account with the most to see, as its own people see it.
        if (accounts.MaxBy(each => each.OpenCases) is { } shown)
            errors.WriteLine($"  portal    {address}{server.PortalLink(shown.Id.Text)}");
        errors.WriteLine();
        errors.WriteLine("  Try:");
        var first = accounts.Count > 0 ? Uri.EscapeDataString(accounts[0].Id.Text) : "ACCOUNT";
        errors.WriteLine(
            $"  curl -s -H 'Authorization: Bearer {key}' {address}/v1/accounts/{first}/allowances"
        );
        errors.WriteLine();
    }

    /// <summary>A key that takes the place of the one before, whose text nobody has any more.</summary>
    private static async Task<string> NewKeyAsync(KeyRing keys)
    {
        foreach (var old in keys.All.Where(key => key is { Name: KeyName, Revoked: null }))
            await keys.RevokeAsync(old.Id);
        var (_, text) = await keys.CreateAsync(Role.Admin, AccountId.None, KeyName);
        return text;
    }

    private async Task FillAsync(EvenhandNode node)
    {
        var profiles = PolicyPlace.Find(Settings.Policies) is { } policies
            ? ProfileLibrary.Open(Path.Combine(policies, "profiles"))
            : null;
        if (profiles is null)
        {
            errors.WriteLine("There are no profiles beside the policies: the demo begins empty.");
            return;
        }
        var (selected, problems) = profiles.Select(["all"]);
        foreach (var problem in problems)
            errors.WriteLine(problem);
        var progress = ProgressLine.OnTerminal();
        var accepted = 0L;
        foreach (var block in RecentSample.Of(selected, TimeProvider.System.GetUtcNow()))
        {
            accepted += (await node.IngestAsync(block, BodyFormat.Lines)).Accepted;
            progress.Show(() => $"demo: {Notation.Counted.Of(accepted, "event")}");
        }
        progress.Clear();
        errors.WriteLine(
            $"{Notation.Counted.Of(accepted, "made-up event")} of the last two months {Notation.Counted.Word(accepted, "is", "are")} in."
        );
    }
}

using System.Text;
using Evenhand.Node.Gate;
using Evenhand.Tests.Core;
using Evenhand.Tests.Policies.Harbour;

namespace Evenhand.Tests.Node.Gate;

/// <summary>A node whose one account may do so many acts at once, two for each licence, of which it holds one.</summary>
internal sealed class AtOnce : IAsyncDisposable
{
    public const string Rule = "concurrency: { of: crane.used, for-each: licensed, amount: 2 }";

    private readonly DirectoryInfo policies;

    private AtOnce(DirectoryInfo policies, ServedNode served) =>
        (this.policies, Served) = (policies, served);

    public ServedNode Served { get; }

    /// <summary>A folder of the policy and its catalogue; whoever asks for it takes it away.</summary>
    public static async Task<DirectoryInfo> PoliciesAsync()
    {
        var policies = Directory.CreateTempSubdirectory("evenhand-at-once-");
        File.Copy(
            Path.Combine(HarbourFiles.Folder, "catalogue.yaml"),
            Path.Combine(policies.FullName, "catalogue.yaml")
        );
        await File.WriteAllTextAsync(
            Path.Combine(policies.FullName, "harbour.md"),
            HarbourFiles.Dock(Rule)
        );
        return policies;
    }

    public static async Task<AtOnce> BeginAsync()
    {
        var policies = await PoliciesAsync();
        var served = await ServedNode.Fresh("2026-01-01", policies.FullName);
        await served.SendAsync(
            new Story()
                .At(
                    "2026-01-01",
                    "account.opened",
                    """{"policy":"harbour","currency":"USD","time_zone":"UTC"}"""
                )
                .At("2026-01-01", "seats.set", """{"licensed":1}""")
        );
        served.Clock.Set("2026-01-01T12:00:00Z");
        return new AtOnce(policies, served);
    }

    /// <summary>Asks for an act, and holds it.</summary>
    public ValueTask<GateOutcome> HoldAsync(string id, int seconds = 60, int quantity = 30) =>
        Served.AskAsync(
            "acme",
            "crane.used",
            """{"duration":30}""",
            Reserve(id, seconds, quantity)
        );

    /// <summary>Asks for acts that are all held or none.</summary>
    public async Task<AskResult[]> HoldAllAsync(params string[] ids) =>
        await Served.Node.AskManyAsync(
            Encoding.UTF8.GetBytes($"[{string.Join(',', ids.Select(Ask))}]"),
            null,
            together: true
        );

    /// <summary>How many more may begin, as an ask that holds nothing is told.</summary>
    public async Task<int> RoomAsync() =>
        (int)
            (await Served.AskAsync("acme", "crane.used", """{"duration":30}"""))
                .Bounds.Single()
                .Left;

    /// <summary>Another number of licences from now on.</summary>
    public Task LicenseAsync(int licences, string id) =>
        Served.SendAsync(
            $$$"""{"specversion":"1.0","id":"{{{id}}}","source":"test","type":"seats.set","time":"{{{Served.Now}}}","subject":"acme","data":{"licensed":{{{licences}}} } }"""
        );

    public async ValueTask DisposeAsync()
    {
        await Served.DisposeAsync();
        policies.Delete(recursive: true);
    }

    private static string Ask(string id) =>
        """{"account":"acme","act":"crane.used","with":{"duration":30}"""
        + Reserve(id, 60, 30)
        + "}";

    private static string Reserve(string id, int seconds, int quantity) =>
        $$""","id":"{{id}}","reserve":{"quantity":{{quantity}},"seconds":{{seconds}}}""";
}

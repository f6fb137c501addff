using System.Text.Json;
using Evenhand.Tests.Tidy;

namespace Evenhand.Tests.Cli;

/// <summary>Runs <c>evenhand replay</c> in a folder of its own, on the published policies.</summary>
public abstract class ReplayProcess : IDisposable
{
    protected const string Opened =
        """{"specversion":"1.0","id":"open","source":"s","type":"account.opened","time":"2026-01-01T00:00:00Z","subject":"acme","data":{"policy":"stackcx","currency":"USD","time_zone":"UTC","plan":"starter"}}""";
    protected const string Called =
        """{"specversion":"1.0","id":"call","source":"s","type":"api.called","time":"2026-01-05T00:00:00Z","subject":"acme","data":{"count":7}}""";
    protected const string Asked =
        """{"specversion":"1.0","id":"ask","source":"s","type":"gate.asked","time":"2026-02-05T00:00:00Z","subject":"acme","data":{"act":"api.called"}}""";

    protected static readonly string Policies = Path.Combine(Tree.Root(), "policies");

    private protected readonly EvenhandProcess evenhand = new();

    public void Dispose()
    {
        evenhand.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Ran Replay(string arguments, string input = "") =>
        evenhand.Run($"replay --policies '{Policies}' {arguments}", input);

    protected static string Lines(params string[] lines) => string.Join('\n', lines) + "\n";

    private protected static string[] Kinds(Ran ran) =>
        [
            .. ran.OutputLines.Select(line =>
                JsonDocument.Parse(line).RootElement.GetProperty("kind").GetString()!
            ),
        ];
}

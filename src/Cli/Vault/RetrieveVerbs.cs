using System.CommandLine;
using Evenhand.Cli.Acts;
using Evenhand.Cli.Reading;
using Evenhand.Wire;

namespace Evenhand.Cli.Vault;

/// <summary>What lies cold, brought back.</summary>
internal static class RetrieveVerbs
{
    public static IEnumerable<Command> All() => [Retrieve(), Retrieval()];

    private static Command Retrieve()
    {
        var account = ActParts.Account();
        var name = ActParts.Named("OBJECT", "The name of the thing.");
        var retrieval = ActParts.Text(
            "--retrieval",
            "The id of the download, under which it is fetched with get later; asked again under it, it is asked once.",
            "ID"
        );
        return ServerCall.Verb(
            "retrieve",
            "Have a thing brought back from cold storage; it counts as one retrieval.",
            [account, name, retrieval],
            async (client, parsed, asJson) =>
                Tell(
                    await client.Vault.RetrieveAsync(
                        parsed.GetValue(account)!,
                        parsed.GetValue(name)!,
                        parsed.GetValue(retrieval) ?? Guid.NewGuid().ToString("N")
                    ),
                    asJson
                )
        );
    }

    private static Command Retrieval()
    {
        var account = ActParts.Account();
        var id = ActParts.Named("ID", "The id of the retrieval.");
        return ServerCall.Verb(
            "retrieval",
            "Show how far a retrieval is.",
            [account, id],
            async (client, parsed, asJson) =>
                Tell(
                    await client.Vault.RetrievalAsync(
                        parsed.GetValue(account)!,
                        parsed.GetValue(id)!
                    ),
                    asJson
                )
        );
    }

    private static void Tell(RetrievalItem its, bool asJson)
    {
        if (asJson)
        {
            JsonLines.Write(its, WireJson.Wire.RetrievalItem);
            return;
        }
        var when =
            its.State != "ready"
                ? its.PromisedBy is { } by
                    ? $"promised by {Shown.Instant(by)}"
                    : "no time is promised"
                : its.Until is { } until
                    ? $"to be fetched until {Shown.Instant(until)}"
                    : "to be fetched";
        Console.Out.WriteLine(
            Printable.Line($"{its.Object} of {its.Account}, {its.Retrieval}: {its.State}; {when}")
        );
    }
}

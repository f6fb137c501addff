using System.CommandLine;
using Evenhand.Cli.Acts;
using Evenhand.Cli.Reading;
using Evenhand.Client;
using Evenhand.Wire;

namespace Evenhand.Cli.Vault;

/// <summary>What is done with stored things.</summary>
internal static class ObjectVerbs
{
    /// <summary>Stands for standard input and output.</summary>
    private const string Standard = "-";

    public static IEnumerable<Command> All() => [Put(), Get(), List(), Delete()];

    private static Command Put()
    {
        var (account, name) = Address();
        var file = ActParts.Named("FILE", "The file with the bytes; - for standard input.");
        var ofClass = ActParts.Needed(
            "--class",
            "What kind of content it is, as the catalogue of the policies says.",
            "CLASS"
        );
        var tier = ActParts.Text("--tier", "Where it is to lie.", "TIER");
        var with = ActParts.Text("--with", "Other fields of its event, a JSON object.", "JSON");
        var type = ActParts.Text("--type", "The media type, such as audio/mpeg.", "TYPE");
        return ServerCall.Verb(
            "put",
            "Store the bytes of a thing; the same bytes again are as good as once.",
            [account, name, file, ofClass, tier, with, type],
            async (client, parsed, asJson) =>
            {
                await using var bytes = Open(parsed.GetValue(file)!);
                var stored = await client.Objects.PutAsync(
                    parsed.GetValue(account)!,
                    parsed.GetValue(name)!,
                    parsed.GetValue(ofClass)!,
                    bytes,
                    parsed.GetValue(tier),
                    parsed.GetValue(with),
                    parsed.GetValue(type)
                );
                Tell([stored], asJson);
            }
        );
    }

    private static Command Get()
    {
        var (account, name) = Address();
        var to = ActParts.Text("--out", "The file to write; standard output without it.", "FILE");
        var retrieval = ActParts.Text(
            "--retrieval",
            "The id of the download: what is fetched again under it counts once.",
            "ID"
        );
        return ServerCall.Verb(
            "get",
            "Fetch the bytes of a thing; it counts as one retrieval.",
            [account, name, to, retrieval],
            async (client, parsed, _) =>
            {
                Task CopyAsync(Stream output) =>
                    client.Objects.CopyAsync(
                        parsed.GetValue(account)!,
                        parsed.GetValue(name)!,
                        output,
                        parsed.GetValue(retrieval)
                    );
                if (parsed.GetValue(to) is { } file and not Standard)
                {
                    await WholeFile.WriteAsync(file, CopyAsync);
                    return;
                }
                await using var output = Console.OpenStandardOutput();
                await CopyAsync(output);
            }
        );
    }

    private static Command List()
    {
        var account = ActParts.Account();
        var ofClass = ActParts.Text("--class", "Only of this kind of content.", "CLASS");
        var tier = ActParts.Text("--tier", "Only of this tier.", "TIER");
        var state = ActParts.Text(
            "--state",
            "Only in this state: here, counted, kept, quarantined or lost.",
            "STATE"
        );
        return ServerCall.Verb(
            "list",
            "List what an account stores, by name.",
            [account, ofClass, tier, state],
            async (client, parsed, asJson) =>
            {
                var all = new List<ObjectView>();
                string? after = null;
                do
                {
                    var page = await client.Objects.ListAsync(
                        parsed.GetValue(account)!,
                        parsed.GetValue(ofClass),
                        parsed.GetValue(tier),
                        parsed.GetValue(state),
                        after,
                        1_000
                    );
                    if (asJson)
                        Tell(page.Items, asJson);
                    else
                        all.AddRange(page.Items);
                    after = page.Next;
                } while (after is not null);
                if (!asJson)
                    Tell(all, asJson);
            }
        );
    }

    private static Command Delete()
    {
        var (account, name) = Address();
        return ServerCall.Verb(
            "delete",
            "Delete a stored thing, in the account's name.",
            [account, name],
            async (client, parsed, _) =>
            {
                await client.Objects.DeleteAsync(parsed.GetValue(account)!, parsed.GetValue(name)!);
                Console.Out.WriteLine(
                    Printable.Line($"deleted {parsed.GetValue(name)} of {parsed.GetValue(account)}")
                );
            }
        );
    }

    private static (Argument<string> Account, Argument<string> Name) Address() =>
        (ActParts.Account(), ActParts.Named("OBJECT", "The name of the thing."));

    private static Stream Open(string file)
    {
        if (file == Standard)
            return Console.OpenStandardInput();
        try
        {
            return File.OpenRead(file);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new ReadRefusedException(wrong.Message);
        }
    }

    private static void Tell(IEnumerable<ObjectView> objects, bool asJson)
    {
        if (asJson)
        {
            foreach (var each in objects)
                JsonLines.Write(each, WireJson.Wire.ObjectView);
            return;
        }
        var listing = new Listing(
            new Column("OBJECT") { IsLead = true },
            new Column("CLASS") { IsLead = true },
            new Column("BYTES") { IsFigure = true },
            new Column("TIER"),
            new Column("STORED"),
            new Column("STATE"),
            new Column("SHA-256")
        );
        foreach (var each in objects)
            listing.Add(
                each.Object,
                each.Class,
                Shown.Quantity(each.Bytes),
                each.Tier,
                Shown.Instant(each.Stored),
                StateOf(each),
                each.Sha256 ?? ""
            );
        listing.Write(Screen.Open());
    }

    private static string StateOf(ObjectView each) =>
        each.Quarantine is { } clause ? $"quarantined ({clause})"
        : each.Lost == true ? "lost"
        : each.Kept == true ? "kept"
        : each.Sha256 is null ? "counted"
        : "here";
}

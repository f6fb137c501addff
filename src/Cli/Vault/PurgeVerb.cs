using System.CommandLine;
using System.Globalization;
using Evenhand.Cli.Acts;
using Evenhand.Cli.Reading;
using Evenhand.Wire;

namespace Evenhand.Cli.Vault;

/// <summary><c>evenhand vault purges</c>.</summary>
internal static class PurgeVerb
{
    public static Command Create()
    {
        var account = ActParts.Account();
        var list = ActParts.Text(
            "--list",
            "Write the list of the certificate of this number instead, a line for each thing.",
            "N"
        );
        return ServerCall.Verb(
            "purges",
            "List the certificates of what was purged of an account after the end of its contract.",
            [account, list],
            async (client, parsed, asJson) =>
            {
                var of = parsed.GetValue(account)!;
                if (parsed.GetValue(list) is { } text)
                {
                    await using var output = Console.OpenStandardOutput();
                    await client.Vault.CopyPurgedAsync(of, NumberOf(text), output);
                    return;
                }
                Tell((await client.Vault.PurgesAsync(of)).Items, asJson);
            }
        );
    }

    private static int NumberOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ReadRefusedException("--list takes the number of a certificate");

    private static void Tell(IReadOnlyList<PurgeItem> all, bool asJson)
    {
        if (asJson)
        {
            foreach (var each in all)
                JsonLines.Write(each, WireJson.Wire.PurgeItem);
            return;
        }
        var listing = new Listing(
            new Column("NO") { IsFigure = true },
            new Column("PURGED") { IsLead = true },
            new Column("DONE"),
            new Column("THINGS") { IsFigure = true },
            new Column("BYTES") { IsFigure = true },
            new Column("KEPT") { IsFigure = true },
            new Column("CLAUSE"),
            new Column("SHA-256")
        );
        foreach (var each in all)
            listing.Add(
                $"{each.Number}",
                Shown.Instant(each.Purged),
                Shown.Instant(each.Done),
                Shown.Quantity($"{each.Things}"),
                Shown.Quantity(each.Bytes),
                Shown.Quantity($"{each.Kept}"),
                each.Clause,
                each.Sha256
            );
        listing.Write(Screen.Open());
    }
}

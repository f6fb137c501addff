using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Evenhand.Cli.Acts;
using Evenhand.Cli.Reading;
using Evenhand.Client;
using Evenhand.Wire;

namespace Evenhand.Cli.Vault;

/// <summary>
/// <c>evenhand vault export</c>: has an export made and fetches its parts as they come. What broke off goes on from the byte it had come to: a
/// part has its name once it is whole and has its hash.
/// </summary>
internal static class ExportVerb
{
    private const string Broken = ".partial";
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    public static Command Create()
    {
        var account = ActParts.Account();
        var to = ActParts.Needed(
            "--to",
            "The folder for its parts; made where it is not there.",
            "FOLDER"
        );
        var export = ActParts.Text(
            "--export",
            "The id of an export; without it the last one that can be fetched, or a new one.",
            "ID"
        );
        return ServerCall.Verb(
            "export",
            "Export all recordings and media of an account to a folder; run it again to go on where it broke off.",
            [account, to, export],
            async (client, parsed, asJson) =>
            {
                var folder = parsed.GetValue(to)!;
                Directory.CreateDirectory(folder);
                var of = parsed.GetValue(account)!;
                var id = await FindAsync(client, of, parsed.GetValue(export));
                var item = await FetchAsync(client, of, id, folder);
                await File.WriteAllBytesAsync(
                    Path.Combine(folder, "export.json"),
                    JsonSerializer.SerializeToUtf8Bytes(item, WireJson.Wire.ExportItem)
                );
                Tell(item, folder, asJson);
            }
        );
    }

    private static async Task<string> FindAsync(EvenhandClient client, string account, string? id)
    {
        var all = (await client.Vault.ExportsAsync(account)).Items;
        if (id is null && all.LastOrDefault(each => each.State != "over") is { } last)
            return last.Export;
        return (await client.Vault.ExportAsync(account, id ?? Guid.NewGuid().ToString("N"))).Export;
    }

    private static async Task<ExportItem> FetchAsync(
        EvenhandClient client,
        string account,
        string id,
        string folder
    )
    {
        var progress = ProgressLine.OnTerminal();
        while (true)
        {
            var item = (await client.Vault.ExportsAsync(account)).Items.Single(each =>
                each.Export == id
            );
            foreach (var part in item.Parts)
                await FetchAsync(client, item, part, folder, progress);
            if (item.State != "making")
            {
                progress.Clear();
                return item;
            }
            progress.Show(() =>
                $"{item.Done} of {Shown.Count(item.Things, "thing", "things")} in {Shown.Count(item.Parts.Count, "part", "parts")}; waiting for more"
            );
            await Task.Delay(BetweenLooks);
        }
    }

    private static async Task FetchAsync(
        EvenhandClient client,
        ExportItem item,
        ExportPartItem part,
        string folder,
        ProgressLine progress
    )
    {
        var file = Path.Combine(folder, $"export-{part.Part:D4}.zip");
        if (File.Exists(file))
            return;
        try
        {
            await using var bytes = new FileStream(file + Broken, FileMode.OpenOrCreate);
            await FetchAsync(client, item, part, bytes, progress);
        }
        catch
        {
            // Of what never began nothing stays.
            if (new FileInfo(file + Broken) is { Exists: true, Length: 0 } empty)
                empty.Delete();
            throw;
        }
        File.Move(file + Broken, file);
    }

    /// <summary>Fetches what a file lacks of a part, and holds all of it against its hash.</summary>
    private static async Task FetchAsync(
        EvenhandClient client,
        ExportItem item,
        ExportPartItem part,
        FileStream bytes,
        ProgressLine progress
    )
    {
        var whole = long.Parse(part.Bytes, CultureInfo.InvariantCulture);
        // More than there is, or other bytes: then it begins anew.
        if (bytes.Length > whole)
            bytes.SetLength(0);
        bytes.Seek(0, SeekOrigin.End);
        await using var told = new CountingStream(
            bytes,
            () =>
                progress.Show(() =>
                    $"part {part.Part}: {Shown.Quantity($"{bytes.Position}")} of {Shown.Quantity(part.Bytes)} bytes; {item.Done} of {Shown.Count(item.Things, "thing", "things")}"
                )
        );
        if (bytes.Length < whole)
            await client.Vault.CopyPartAsync(
                item.Account,
                item.Export,
                part.Part,
                told,
                bytes.Length
            );
        bytes.Seek(0, SeekOrigin.Begin);
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes)) != part.Sha256)
        {
            bytes.SetLength(0);
            throw new ReadRefusedException(
                $"part {part.Part} came otherwise than it was sent; run it again",
                ExitStatus.Failed
            );
        }
        bytes.Flush(flushToDisk: true);
    }

    private static void Tell(ExportItem item, string folder, bool asJson)
    {
        if (asJson)
        {
            JsonLines.Write(item, WireJson.Wire.ExportItem);
            return;
        }
        var missing = item.Parts.Sum(each => each.Missing);
        var lacks = missing > 0 ? $"; {missing} could not be read, the lists in them say why" : "";
        Console.Out.WriteLine(
            Printable.Line(
                $"{Shown.Count(item.Parts.Count, "part", "parts")} with {Shown.Count(item.Parts.Sum(each => each.Things), "thing", "things")} in {folder}{lacks}"
            )
        );
    }
}

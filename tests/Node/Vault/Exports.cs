using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Roles;
using Evenhand.Node.Vault;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Vault;

/// <summary>Exports of a served account, asked for and read.</summary>
internal static class Exports
{
    private static readonly AccountId Account = new(ServedVault.Account);

    private static readonly Key Own = new(
        "own",
        RoleSet.Of(Role.Account),
        Account,
        "own",
        Moment.Earliest,
        null
    );

    public static Task<ExportFigures> ExportAsync(this ServedVault vault, string id) =>
        vault.Vault.Exports.AskAsync(Account, id, Own);

    public static ExportFigures Export(this ServedVault vault, string id) =>
        vault.Vault.Exports.All(Account).Single(each => each.Export == id);

    /// <summary>The bytes of a part from a place on; the whole has its hash.</summary>
    public static async Task<byte[]> PartAsync(
        this ServedVault vault,
        string export,
        int number,
        long from = 0
    )
    {
        var (part, bytes) = await vault.Vault.Exports.OpenAsync(Account, export, number);
        await using var opened = bytes;
        opened.Length.ShouldBe(part.Bytes);
        opened.Seek(from, SeekOrigin.Begin);
        using var read = new MemoryStream();
        await opened.CopyToAsync(read, TestContext.Current.CancellationToken);
        if (from == 0)
            Convert.ToHexStringLower(SHA256.HashData(read.ToArray())).ShouldBe(part.Sha256);
        return read.ToArray();
    }

    /// <summary>What is in all parts of an export: of each thing its bytes, or why they are not there.</summary>
    public static async Task<SortedDictionary<string, string>> ReadAsync(
        this ServedVault vault,
        string export
    )
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in vault.Export(export).Parts)
        {
            using var archive = new ZipArchive(
                new MemoryStream(await vault.PartAsync(export, part.Number))
            );
            var list = Text(archive.GetEntry("list.ndjson")!);
            foreach (var line in list.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var said = JsonDocument.Parse(line).RootElement;
                all.Add(
                    said.GetProperty("object").GetString()!,
                    said.TryGetProperty("missing", out var why)
                        ? why.GetString()!
                        : Whole(archive, said)
                );
            }
        }
        return all;
    }

    private static string Whole(ZipArchive archive, JsonElement said)
    {
        var text = Text(archive.GetEntry(said.GetProperty("file").GetString()!)!);
        Convert
            .ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))
            .ShouldBe(said.GetProperty("sha256").GetString());
        return text;
    }

    private static string Text(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }
}

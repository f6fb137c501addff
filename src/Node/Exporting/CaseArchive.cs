using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Replay.Output;
using Evenhand.Wire;

namespace Evenhand.Node.Exporting;

/// <summary>A case as one file, for an auditor: parts with their hashes, packed in one way only, and the way to check them.</summary>
public static class CaseArchive
{
    private const string Manifest = "manifest.json";
    private const string Seal = "manifest.sha256";
    private const int Format = 1;

    /// <summary>Whether a file may be one, by how it begins.</summary>
    public static bool Is(ReadOnlySpan<byte> beginning) => beginning.StartsWith("PK\u0003\u0004"u8);

    /// <summary>Packs the parts of a case.</summary>
    /// <param name="account">The account.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="ledger">The ledger.</param>
    /// <param name="parts">The files, and the entries that they were taken from.</param>
    public static byte[] Pack(AccountId account, string caseId, Guid ledger, CaseParts parts)
    {
        var manifest = new CaseManifest
        {
            Format = Format,
            Account = account.Text,
            Case = caseId,
            Ledger = ledger,
            Files =
            [
                .. parts
                    .Files.OrderBy(each => each.Key, StringComparer.Ordinal)
                    .Select(each => new CaseManifestFile
                    {
                        Path = each.Key,
                        Bytes = each.Value.Length,
                        Sha256 = Hash(each.Value.Span),
                    }),
            ],
            Entries = [.. parts.Entries.OrderBy(each => each.From).Select(Of)],
        };
        var bytes = JsonSerializer.SerializeToUtf8Bytes(manifest, WireJson.Wire.CaseManifest);
        return PlainZip.Of([
            .. parts.Files,
            new(Manifest, bytes),
            new(Seal, Encoding.ASCII.GetBytes(Hash(bytes) + "\n")),
        ]);
    }

    /// <summary>What the file says that it holds, and what is wrong with it; no manifest where it is no case's file at all.</summary>
    public static (CaseManifest? Manifest, IReadOnlyList<string> Wrong) Check(byte[] archive)
    {
        if (Unpacked(archive) is not { } files)
            return (null, ["it is no archive, or not a whole one"]);
        if (!files.TryGetValue(Manifest, out var text) || Read(text) is not { } manifest)
            return (null, [$"{Manifest} is missing, or cannot be read"]);
        var wrong = new List<string>();
        if (!files.TryGetValue(Seal, out var seal))
            wrong.Add($"{Seal} is missing");
        else if (Encoding.ASCII.GetString(seal).TrimEnd('\n') != Hash(text))
            wrong.Add($"{Manifest} is not the one that {Seal} was made of");
        foreach (var file in manifest.Files)
            if (!files.TryGetValue(file.Path, out var bytes))
                wrong.Add($"{file.Path} is missing");
            else if (Hash(bytes) != file.Sha256)
                wrong.Add($"{file.Path} was changed");
        var known = manifest.Files.Select(file => file.Path).Append(Manifest).Append(Seal);
        wrong.AddRange(
            files
                .Keys.Except(known)
                .Order(StringComparer.Ordinal)
                .Select(path => $"{path} was added")
        );
        var made = PlainZip.Of(
            files.Select(each => new KeyValuePair<string, ReadOnlyMemory<byte>>(
                each.Key,
                each.Value
            ))
        );
        if (wrong.Count == 0 && !made.AsSpan().SequenceEqual(archive))
            wrong.Add(
                "the archive is not laid out as it was made: a byte between its files was changed"
            );
        return (manifest, wrong);
    }

    /// <summary>Which entries do not stand in a ledger as the file says.</summary>
    public static IReadOnlyList<string> Compare(CaseManifest manifest, ILedger ledger)
    {
        var stream = StreamName.Of(manifest.Account);
        var wrong = new List<string>();
        foreach (var entry in manifest.Entries)
        {
            var found = ledger
                .Read(stream, entry.Sequence)
                .Where(slice => slice.From == entry.Sequence)
                .Take(1)
                .ToArray();
            if (found is not [var slice])
                wrong.Add($"entry {entry.Sequence} ({entry.What}) is not in the ledger");
            else if (Of(slice) != entry)
                wrong.Add($"entry {entry.Sequence} ({entry.What}) is another in the ledger");
        }
        return wrong;
    }

    private static CaseManifestEntry Of(StoredSlice slice) =>
        new()
        {
            Sequence = slice.From,
            What = slice.Kind.ToString().ToLowerInvariant(),
            Committed = Instants.Of(slice.Committed),
            Sha256 = Hash(slice.Payload.Span),
        };

    private static Dictionary<string, byte[]>? Unpacked(byte[] archive)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(archive, writable: false));
            var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            foreach (var entry in zip.Entries)
            {
                using var from = entry.Open();
                using var to = new MemoryStream();
                from.CopyTo(to);
                if (!files.TryAdd(entry.FullName, to.ToArray()))
                    return null;
            }
            return files;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static CaseManifest? Read(byte[] text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, WireJson.Wire.CaseManifest);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Hash(ReadOnlySpan<byte> bytes) =>
        Convert.ToHexStringLower(SHA256.HashData(bytes));
}

/// <summary>What goes into a case's file.</summary>
/// <param name="Files">The files by path.</param>
/// <param name="Entries">The entries of the account's stream that they were taken from.</param>
public sealed record CaseParts(
    Dictionary<string, ReadOnlyMemory<byte>> Files,
    IReadOnlyList<StoredSlice> Entries
);

using System.Globalization;
using System.IO.Hashing;
using System.Text.Json;
using Evenhand.Node.Stored;
using Evenhand.Replay.Output;
using Evenhand.Stores;
using Evenhand.Wire;

namespace Evenhand.Node.Vault;

/// <summary>The archive that a part of an export is: its things, and last a list of them. It is read off the store, and lies nowhere.</summary>
internal static class ExportArchive
{
    private const string List = "list.ndjson";

    /// <summary>Reads an archive from any place.</summary>
    /// <param name="things">What is in it, with its checks.</param>
    /// <param name="missing">What should be and is not.</param>
    /// <param name="store">Where the bytes lie.</param>
    public static ZipStream Open(
        IReadOnlyList<ExportedThing> things,
        IReadOnlyList<MissingThing> missing,
        IStore store
    )
    {
        var list = ListOf(things, missing);
        var layout = new ZipLayout([
            .. things.Select(each => new ZipFile(each.File, each.Bytes, each.Crc)),
            new ZipFile(List, list.Length, Crc32.HashToUInt32(list)),
        ]);
        return new ZipStream(
            layout,
            async (file, from, cancel) =>
                file == things.Count
                    ? new MemoryStream(list, (int)from, list.Length - (int)from, writable: false)
                    : await store.OpenAsync(BlobId.Parse(things[file].Blob), from, cancel)
                        ?? throw new StoreException("bytes of the export are not there")
        );
    }

    /// <summary>A line for each thing: those that are in it, and those that should be.</summary>
    private static byte[] ListOf(
        IEnumerable<ExportedThing> things,
        IEnumerable<MissingThing> missing
    )
    {
        using var list = new MemoryStream();
        foreach (var each in things)
            Write(
                list,
                new ExportedThingView
                {
                    Object = each.Name,
                    Class = each.Class,
                    File = each.File,
                    Bytes = Number(each.Bytes),
                    Sha256 = each.Sha256,
                    Stored = Instants.Of(each.Stored),
                }
            );
        foreach (var each in missing)
            Write(list, new ExportedThingView { Object = each.Name, Missing = each.Why });
        return list.ToArray();
    }

    private static string Number(long bytes) => bytes.ToString(CultureInfo.InvariantCulture);

    private static void Write(MemoryStream list, ExportedThingView view)
    {
        JsonSerializer.Serialize(list, view, WireJson.Wire.ExportedThingView);
        list.WriteByte((byte)'\n');
    }
}

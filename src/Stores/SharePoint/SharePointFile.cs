using System.Text.Json;
using Evenhand.Stores.Http;
using Evenhand.Stores.Targets;

namespace Evenhand.Stores.SharePoint;

/// <summary>A file as Microsoft Graph tells it (driveItem).</summary>
/// <param name="Id">Its id in the library.</param>
/// <param name="Bytes">How many bytes it has.</param>
/// <param name="Hash">Its <see cref="QuickXorHash"/>; null where none is told, as for a while after it was made.</param>
/// <param name="Content">Where it is read, without a token; null where that is not told.</param>
internal sealed record SharePointFile(string Id, long Bytes, string? Hash, string? Content)
    : IFarFile
{
    /// <summary>What an answer tells of a file; null where it tells none.</summary>
    public static SharePointFile? Of(JsonDocument? said) =>
        said.Text("id") is { } id && said.Number("size") is { } bytes
            ? new SharePointFile(
                id,
                bytes,
                said.Text("file", "hashes", "quickXorHash"),
                said.Text("@microsoft.graph.downloadUrl")
            )
            : null;
}

using System.Text.Json;
using Evenhand.Stores.Http;
using Evenhand.Stores.Targets;

namespace Evenhand.Stores.ShareFile;

/// <summary>A file as the API tells it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">How many bytes it has; below zero where that is not told.</param>
/// <param name="Hash">Its MD5 in hexadecimal digits, small ones; null where none is told.</param>
internal sealed record ShareFileItem(string Id, string Name, long Bytes, string? Hash) : IFarFile
{
    /// <summary>What an answer tells of an item; null where it tells none.</summary>
    public static ShareFileItem? Of(JsonDocument? said) =>
        said.Text("Id") is { Length: > 0 } id
            ? new ShareFileItem(
                id,
                said.Text("FileName") ?? said.Text("Name") ?? "",
                said.Number("FileSizeBytes") ?? -1,
                said.Text("Hash") is { Length: > 0 } hash ? hash.ToLowerInvariant() : null
            )
            : null;

    /// <summary>What is told of a file that an upload has just made; null where nothing is.</summary>
    public static ShareFileItem? Made(JsonElement? its) =>
        $"{Answers.Find(its, "id")}" is { Length: > 0 } id
            ? new ShareFileItem(
                id,
                $"{Answers.Find(its, "filename")}",
                long.TryParse($"{Answers.Find(its, "size")}", out var bytes) ? bytes : -1,
                $"{Answers.Find(its, "md5")}" is { Length: > 0 } md5 ? md5.ToLowerInvariant() : null
            )
            : null;
}

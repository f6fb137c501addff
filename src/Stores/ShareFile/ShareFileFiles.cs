using System.Net;
using Evenhand.Stores.Http;
using Evenhand.Stores.Targets;

namespace Evenhand.Stores.ShareFile;

/// <summary>The files of a folder in ShareFile: each goes up in chunks, and gets its name when the server has held all of it against its MD5.</summary>
internal sealed class ShareFileFiles(ShareFilePlace place, SignedCalls calls)
    : IFiles<ShareFileItem>
{
    /// <inheritdoc/>
    public async Task<ShareFileItem?> FindAsync(string name, CancellationToken cancel)
    {
        var at = place.Item(place.Folder, $"/ByPath?path=/{Uri.EscapeDataString(name)}");
        using var said = await calls
            .AskAsync(
                () => new HttpRequestMessage(HttpMethod.Get, at),
                isSigned: true,
                cancel,
                HttpStatusCode.NotFound
            )
            .ConfigureAwait(false);
        return said.Status == HttpStatusCode.NotFound ? null : ShareFileItem.Of(said.Body);
    }

    /// <inheritdoc/>
    public async Task<(ShareFileItem Made, string Hash)> MakeAsync(
        string name,
        Stream bytes,
        Measured expected,
        CancellationToken cancel
    )
    {
        var (made, md5) = await new ShareFileUpload(calls, place, name)
            .SendAsync(bytes, expected, cancel)
            .ConfigureAwait(false);
        if (made.Name == name)
            return (made, md5);
        // Somebody took the name meanwhile, and the server gave another.
        await DeleteAsync(made, CancellationToken.None).ConfigureAwait(false);
        throw TargetException.Taken(name);
    }

    /// <inheritdoc/>
    public async Task<Measured> MeasureAsync(ShareFileItem file, CancellationToken cancel)
    {
        var at = place.Item(file.Id, "/Download?redirect=false");
        using var said = await calls
            .AskAsync(() => new HttpRequestMessage(HttpMethod.Get, at), isSigned: true, cancel)
            .ConfigureAwait(false);
        return await calls
            .MeasureAsync(place.Named(said.Text("DownloadUrl")), cancel)
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(ShareFileItem file, CancellationToken cancel)
    {
        using var said = await calls
            .AskAsync(
                () => new HttpRequestMessage(HttpMethod.Delete, place.Item(file.Id)),
                isSigned: true,
                cancel,
                HttpStatusCode.NotFound
            )
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => calls.Dispose();
}

using System.Net;
using Evenhand.Stores.Http;
using Evenhand.Stores.Targets;

namespace Evenhand.Stores.SharePoint;

/// <summary>The files of a library in SharePoint: each goes up in a session, and gets its name with its last bytes, where nothing has it.</summary>
internal sealed class SharePointFiles(SharePointPlace place, SignedCalls calls)
    : IFiles<SharePointFile>
{
    private string? drive;

    /// <inheritdoc/>
    public async Task<SharePointFile?> FindAsync(string name, CancellationToken cancel)
    {
        var at = place.File(await DriveAsync(cancel).ConfigureAwait(false), name);
        using var said = await calls
            .AskAsync(
                () => new HttpRequestMessage(HttpMethod.Get, at),
                isSigned: true,
                cancel,
                HttpStatusCode.NotFound
            )
            .ConfigureAwait(false);
        return SharePointFile.Of(said.Body);
    }

    /// <inheritdoc/>
    public async Task<(SharePointFile Made, string Hash)> MakeAsync(
        string name,
        Stream bytes,
        Measured expected,
        CancellationToken cancel
    )
    {
        var hash = new QuickXorHash();
        var its = await DriveAsync(cancel).ConfigureAwait(false);
        var made =
            await new SharePointUpload(calls, place, its, name)
                .SendAsync(bytes, expected, hash, cancel)
                .ConfigureAwait(false)
            ?? await FindAsync(name, cancel).ConfigureAwait(false)
            ?? throw new TargetException(TargetFault.Away, "what was sent is not there");
        return (made, $"{hash}");
    }

    /// <inheritdoc/>
    public async Task<Measured> MeasureAsync(SharePointFile file, CancellationToken cancel)
    {
        if (file.Content is null)
            throw new TargetException(
                TargetFault.Away,
                $"{place.Endpoint.Host} does not say where file {file.Id} of {drive} is read"
            );
        return await calls.MeasureAsync(place.Named(file.Content), cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(SharePointFile file, CancellationToken cancel)
    {
        var its = await DriveAsync(cancel).ConfigureAwait(false);
        var at = place.At(
            $"drives/{SharePointPlace.Escaped(its)}/items/{SharePointPlace.Escaped(file.Id)}"
        );
        using var said = await calls
            .AskAsync(
                () => new HttpRequestMessage(HttpMethod.Delete, at),
                isSigned: true,
                cancel,
                HttpStatusCode.NotFound
            )
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => calls.Dispose();

    /// <summary>The library, which is looked up once.</summary>
    private async Task<string> DriveAsync(CancellationToken cancel)
    {
        if (drive is not null)
            return drive;
        using var site = await GetAsync(place.SiteAddress, cancel).ConfigureAwait(false);
        var at = $"sites/{SharePointPlace.Escaped(site.Text("id") ?? "")}/drive";
        using var found = await GetAsync(place.At(place.Library is null ? at : at + "s"), cancel)
            .ConfigureAwait(false);
        return drive =
            (place.Library is { } library ? IdOf(found, library) : found.Text("id"))
            ?? throw new TargetException(
                TargetFault.Forbidden,
                $"{place.Site} has no library {place.Library}"
            );
    }

    private static string? IdOf(Said drives, string name) =>
        Answers.Find(drives.Body?.RootElement, "value") is { } all
            ? all.EnumerateArray()
                .Where(each => $"{Answers.Find(each, "name")}" == name)
                .Select(each => $"{Answers.Find(each, "id")}")
                .FirstOrDefault()
            : null;

    private Task<Said> GetAsync(Uri at, CancellationToken cancel) =>
        calls.AskAsync(() => new HttpRequestMessage(HttpMethod.Get, at), isSigned: true, cancel);
}

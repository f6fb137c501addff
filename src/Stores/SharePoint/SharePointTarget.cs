using System.Net;
using Evenhand.Network;
using Evenhand.Stores.Http;
using Evenhand.Stores.Targets;

namespace Evenhand.Stores.SharePoint;

/// <summary>
/// A customer's library in SharePoint, by Microsoft Graph. A copy goes up in a session, gets its name with its last bytes, where nothing has it, and is held
/// against the checksum that SharePoint makes of it, or read back where there is none.
/// </summary>
internal sealed class SharePointTarget(SharePointPlace place, SignedCalls calls) : ITarget
{
    private const string Trial = "evenhand-trial";

    /// <summary>The kind of such targets.</summary>
    public static readonly TargetKind Kind = new(
        "sharepoint",
        [
            new("tenant", "the directory of Microsoft Entra, by its id or a domain")
            {
                IsNeeded = true,
            },
            new("client-id", "the id of the application that may write there") { IsNeeded = true },
            new("client-secret", "the application's secret") { IsNeeded = true, IsSecret = true },
            new("site", "the site, such as contoso.sharepoint.com/sites/records")
            {
                IsNeeded = true,
            },
            new("library", "the library; the site's own documents where it is left out"),
            new("folder", "the folder for the copies; the library itself where it is left out"),
            new("endpoint", "where Microsoft Graph is, where that is not Microsoft's public cloud")
            {
                Form = TermForm.Address,
            },
            new("sign-in", "where tokens are given, where that is not Microsoft's public cloud")
            {
                Form = TermForm.Address,
            },
        ],
        (terms, outward) => Open(terms, outward, BucketTarget.Patience, TimeProvider.System)
    )
    {
        Objection = terms =>
            SharePointPlace.IsPath(terms.Setting("folder") ?? "")
            && SharePointPlace.IsPath(terms["site"])
                ? null
                : "neither `folder` nor `site` has parts that are dots alone",
    };

    private string? drive;

    /// <summary>Opens one that may be silent for so long.</summary>
    internal static SharePointTarget Open(
        TargetTerms terms,
        Outward outward,
        TimeSpan patience,
        TimeProvider clock
    )
    {
        var place = SharePointPlace.Of(terms);
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = place.Client,
            ["client_secret"] = terms.Secret("client-secret")!,
            ["scope"] = place.Scope,
        };
        var signIn = new SignIn(place.TokenAddress, form, clock);
        return new SharePointTarget(place, new SignedCalls(outward, signIn, patience, clock));
    }

    /// <inheritdoc/>
    public async Task TryAsync(CancellationToken cancel = default)
    {
        var bytes = new MemoryStream(Guid.NewGuid().ToByteArray());
        var measured = await Hashing.CopyAsync(bytes, null, cancel).ConfigureAwait(false);
        bytes.Position = 0;
        var its = await DriveAsync(cancel).ConfigureAwait(false);
        var file = await MakeAsync(its, $"{Trial}-{measured.Sha256[..16]}", bytes, measured, cancel)
            .ConfigureAwait(false);
        await DeleteAsync(its, file, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task PutAsync(
        TargetName name,
        Stream bytes,
        Measured expected,
        string attempt,
        CancellationToken cancel = default
    )
    {
        var its = await DriveAsync(cancel).ConfigureAwait(false);
        try
        {
            if (await FindAsync(its, $"{name}", cancel).ConfigureAwait(false) is not { } there)
                await MakeAsync(its, $"{name}", new SourceStream(bytes), expected, cancel)
                    .ConfigureAwait(false);
            else if (
                await MeasureAsync(its, there, expected, cancel).ConfigureAwait(false) != expected
            )
                throw new TargetException(
                    TargetFault.Taken,
                    $"something else lies under the name {name}"
                );
        }
        catch (SourceException broken)
        {
            throw broken.InnerException!;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => calls.Dispose();

    /// <summary>Makes a file that is not there, and holds it against what it is to be.</summary>
    private async Task<SharePointFile> MakeAsync(
        string its,
        string name,
        Stream bytes,
        Measured expected,
        CancellationToken cancel
    )
    {
        var hash = new QuickXorHash();
        var upload = new SharePointUpload(calls, place, its, name);
        var made =
            await upload.SendAsync(bytes, expected, hash, cancel).ConfigureAwait(false)
            ?? await FindAsync(its, name, cancel).ConfigureAwait(false)
            ?? throw new TargetException(TargetFault.Away, "what was sent is not there");
        var file = made.Hash is null
            ? await FindAsync(its, name, cancel).ConfigureAwait(false) ?? made
            : made;
        var isWhole =
            file.Bytes == expected.Bytes
            && (
                file.Hash is { } told
                    ? told == $"{hash}"
                    : await MeasureAsync(its, file, expected, cancel).ConfigureAwait(false)
                        == expected
            );
        if (isWhole)
            return file;
        await DeleteAsync(its, file, CancellationToken.None).ConfigureAwait(false);
        throw new TargetException(
            TargetFault.Altered,
            $"of {expected.Bytes} bytes that were written {file.Bytes} are there, or others"
        );
    }

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

    private async Task<SharePointFile?> FindAsync(string its, string name, CancellationToken cancel)
    {
        using var said = await calls
            .AskAsync(
                () => new HttpRequestMessage(HttpMethod.Get, place.File(its, name)),
                isSigned: true,
                cancel,
                HttpStatusCode.NotFound
            )
            .ConfigureAwait(false);
        return SharePointFile.Of(said.Body);
    }

    /// <summary>Reads a file back; null where it is not even as long as that.</summary>
    private async Task<Measured?> MeasureAsync(
        string its,
        SharePointFile file,
        Measured expected,
        CancellationToken cancel
    )
    {
        if (file.Bytes != expected.Bytes)
            return null;
        if (file.Content is not { } content)
            throw new TargetException(
                TargetFault.Away,
                $"{place.Endpoint.Host} does not say where file {file.Id} of {its} is read"
            );
        return await calls
            .MeasureAsync(SharePointUpload.Address(place, content), cancel)
            .ConfigureAwait(false);
    }

    private async Task DeleteAsync(string its, SharePointFile file, CancellationToken cancel)
    {
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

    private Task<Said> GetAsync(Uri at, CancellationToken cancel) =>
        calls.AskAsync(() => new HttpRequestMessage(HttpMethod.Get, at), isSigned: true, cancel);
}

using System.Net;
using Evenhand.Network;
using Evenhand.Stores.Http;
using Evenhand.Stores.Targets;

namespace Evenhand.Stores.ShareFile;

/// <summary>
/// A customer's folder in ShareFile. A copy goes up in chunks, gets its name when the server has held all of it against its MD5, and is held against what the server says of it, or read
/// back where it says nothing.
/// </summary>
internal sealed class ShareFileTarget(ShareFilePlace place, SignedCalls calls) : ITarget
{
    private const string Trial = "evenhand-trial";

    /// <summary>The kind of such targets.</summary>
    public static readonly TargetKind Kind = new(
        "sharefile",
        [
            new("subdomain", "the account's subdomain: of acme.sharefile.com acme")
            {
                IsNeeded = true,
            },
            new("client-id", "the id of the API key") { IsNeeded = true },
            new("client-secret", "the secret of the API key") { IsNeeded = true, IsSecret = true },
            new("username", "who signs in") { IsNeeded = true },
            new("password", "the user's password for applications")
            {
                IsNeeded = true,
                IsSecret = true,
            },
            new(
                "folder",
                "the id of the folder for the copies; the user's own where it is left out"
            ),
            new("endpoint", "where the API and tokens are, where that is not ShareFile's own")
            {
                Form = TermForm.Address,
            },
        ],
        (terms, outward) => Open(terms, outward, BucketTarget.Patience, TimeProvider.System)
    )
    {
        Objection = terms =>
            HostWords.Are(terms["subdomain"]) && !terms["subdomain"].Contains('.')
                ? null
                : "`subdomain` takes small letters, digits and hyphens",
    };

    /// <summary>Opens one that may be silent for so long.</summary>
    internal static ShareFileTarget Open(
        TargetTerms terms,
        Outward outward,
        TimeSpan patience,
        TimeProvider clock
    )
    {
        var place = ShareFilePlace.Of(terms);
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "password",
            ["client_id"] = terms["client-id"],
            ["client_secret"] = terms.Secret("client-secret")!,
            ["username"] = terms["username"],
            ["password"] = terms.Secret("password")!,
        };
        var signIn = new SignIn(place.TokenAddress, form, clock);
        return new ShareFileTarget(place, new SignedCalls(outward, signIn, patience, clock));
    }

    /// <inheritdoc/>
    public async Task TryAsync(CancellationToken cancel = default)
    {
        var bytes = new MemoryStream(Guid.NewGuid().ToByteArray());
        var measured = await Hashing.CopyAsync(bytes, null, cancel).ConfigureAwait(false);
        bytes.Position = 0;
        var file = await MakeAsync($"{Trial}-{measured.Sha256[..16]}", bytes, measured, cancel)
            .ConfigureAwait(false);
        await DeleteAsync(file, cancel).ConfigureAwait(false);
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
        try
        {
            if (await FindAsync($"{name}", cancel).ConfigureAwait(false) is not { } there)
                await MakeAsync($"{name}", new SourceStream(bytes), expected, cancel)
                    .ConfigureAwait(false);
            else if (await MeasureAsync(there, expected, cancel).ConfigureAwait(false) != expected)
                throw Taken($"{name}");
        }
        catch (SourceException broken)
        {
            throw broken.InnerException!;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => calls.Dispose();

    /// <summary>Makes a file that is not there, and holds it against what it is to be.</summary>
    private async Task<ShareFileItem> MakeAsync(
        string name,
        Stream bytes,
        Measured expected,
        CancellationToken cancel
    )
    {
        var (made, md5) = await new ShareFileUpload(calls, place, name)
            .SendAsync(bytes, expected, cancel)
            .ConfigureAwait(false);
        if (made.Name != name)
        {
            // Somebody took the name meanwhile, and the server gave another.
            await DeleteAsync(made, CancellationToken.None).ConfigureAwait(false);
            throw Taken(name);
        }
        var file =
            made.Md5 is null || made.Bytes < 0
                ? await FindAsync(name, cancel).ConfigureAwait(false) ?? made
                : made;
        var isWhole =
            file.Bytes == expected.Bytes
            && (
                file.Md5 is { } told
                    ? string.Equals(told, md5, StringComparison.OrdinalIgnoreCase)
                    : await MeasureAsync(file, expected, cancel).ConfigureAwait(false) == expected
            );
        if (isWhole)
            return file;
        await DeleteAsync(file, CancellationToken.None).ConfigureAwait(false);
        throw new TargetException(
            TargetFault.Altered,
            $"of {expected.Bytes} bytes that were written {file.Bytes} are there, or others"
        );
    }

    private async Task<ShareFileItem?> FindAsync(string name, CancellationToken cancel)
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

    /// <summary>Reads a file back; null where it is not even as long as that.</summary>
    private async Task<Measured?> MeasureAsync(
        ShareFileItem file,
        Measured expected,
        CancellationToken cancel
    )
    {
        if (file.Bytes != expected.Bytes)
            return null;
        using var said = await calls
            .AskAsync(
                () =>
                    new HttpRequestMessage(
                        HttpMethod.Get,
                        place.Item(file.Id, "/Download?redirect=false")
                    ),
                isSigned: true,
                cancel
            )
            .ConfigureAwait(false);
        return await calls
            .MeasureAsync(place.Named(said.Text("DownloadUrl")), cancel)
            .ConfigureAwait(false);
    }

    private async Task DeleteAsync(ShareFileItem file, CancellationToken cancel)
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

    private static TargetException Taken(string name) =>
        new(TargetFault.Taken, $"something else lies under the name {name}");
}

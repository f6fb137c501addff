using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Evenhand.Stores.Buckets;
using Evenhand.Stores.Http;
using Evenhand.Stores.Targets;

namespace Evenhand.Stores.SharePoint;

/// <summary>
/// An upload in a session (Microsoft Graph, "driveItem: createUploadSession"): ranges in their order, each but the last a multiple of 320 KiB. What breaks off goes on
/// where the session says; the file is there with the last range, where nothing has its name.
/// </summary>
internal sealed class SharePointUpload(
    SignedCalls calls,
    SharePointPlace place,
    string drive,
    string name
)
{
    /// <summary>Bytes of a range: 32 times 320 KiB, the most that is recommended.</summary>
    public const int Range = 10 << 20;

    private const int MostTries = 4;

    private Uri? session;

    /// <summary>Sends all of a source, which is to measure what is expected, or nothing gets the name.</summary>
    /// <returns>The file; null where it was made and the answer was lost.</returns>
    /// <param name="bytes">The source.</param>
    /// <param name="expected">What it is to measure.</param>
    /// <param name="hash">Takes in what is sent.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<SharePointFile?> SendAsync(
        Stream bytes,
        Measured expected,
        QuickXorHash hash,
        CancellationToken cancel
    )
    {
        try
        {
            return await SendAllAsync(bytes, expected, hash, cancel).ConfigureAwait(false);
        }
        catch
        {
            await DropAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<SharePointFile?> SendAllAsync(
        Stream bytes,
        Measured expected,
        QuickXorHash hash,
        CancellationToken cancel
    )
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var at = 0L; ; )
        {
            using var part = new Part();
            // One byte more than there should be is asked for, so that a longer source is seen.
            var left = expected.Bytes - at;
            await part.FillAsync(bytes, (int)Math.Min(Range, left + 1), cancel)
                .ConfigureAwait(false);
            sha256.AppendData(part.Bytes.Span);
            hash.Append(part.Bytes.Span);
            var isLast = part.Length >= left;
            if (
                part.Length > left
                || part.Length < Math.Min(Range, left)
                || isLast && await IsMoreAsync(bytes, cancel).ConfigureAwait(false)
                || isLast && Convert.ToHexStringLower(sha256.GetHashAndReset()) != expected.Sha256
            )
                throw new TargetException(
                    TargetFault.Altered,
                    $"{expected.Bytes} bytes were to be copied, and others came"
                );
            if (expected.Bytes == 0)
                return await PutNothingAsync(cancel).ConfigureAwait(false);
            session ??= await BeginAsync(expected, cancel).ConfigureAwait(false);
            var made = await SendAsync(part.Bytes, at, expected.Bytes, cancel)
                .ConfigureAwait(false);
            if (isLast)
                return made;
            at += part.Length;
        }
    }

    private static async Task<bool> IsMoreAsync(Stream bytes, CancellationToken cancel) =>
        await bytes.ReadAsync(new byte[1], cancel).ConfigureAwait(false) > 0;

    private async Task<Uri> BeginAsync(Measured expected, CancellationToken cancel)
    {
        var item = new Dictionary<string, object>
        {
            ["@microsoft.graph.conflictBehavior"] = "fail",
            ["name"] = name,
            ["fileSize"] = expected.Bytes,
        };
        using var begun = await calls
            .AskAsync(
                () =>
                    new HttpRequestMessage(
                        HttpMethod.Post,
                        place.File(drive, name, ":/createUploadSession")
                    )
                    {
                        Content = JsonContent.Create(
                            new Dictionary<string, object> { ["item"] = item }
                        ),
                    },
                isSigned: true,
                cancel
            )
            .ConfigureAwait(false);
        return place.Named(begun.Text("uploadUrl"));
    }

    /// <summary>Sends a range; what of it is there already is not sent again.</summary>
    private async Task<SharePointFile?> SendAsync(
        ReadOnlyMemory<byte> range,
        long at,
        long all,
        CancellationToken cancel
    )
    {
        var sent = 0;
        for (var tries = 1; sent < range.Length; tries++)
        {
            try
            {
                using var said = await PutAsync(range[sent..], at + sent, all, cancel)
                    .ConfigureAwait(false);
                if (said.Status != HttpStatusCode.RequestedRangeNotSatisfiable)
                    return SharePointFile.Of(said.Body);
            }
            catch (TargetException broken)
                when (broken.Kind == TargetFault.Away && tries < MostTries) { }
            if (tries > MostTries)
                throw Lost();
            if (await NextAsync(cancel).ConfigureAwait(false) is not { } next)
                // With its last range a session ends.
                return at + range.Length == all ? null : throw Lost();
            if (next < at || next > at + range.Length)
                throw Lost();
            sent = (int)(next - at);
        }
        return null;
    }

    private Task<Said> PutAsync(
        ReadOnlyMemory<byte> bytes,
        long at,
        long all,
        CancellationToken cancel
    ) =>
        calls.AskAsync(
            () =>
            {
                var content = new ReadOnlyMemoryContent(bytes);
                content.Headers.ContentRange = new ContentRangeHeaderValue(
                    at,
                    at + bytes.Length - 1,
                    all
                );
                return new HttpRequestMessage(HttpMethod.Put, session) { Content = content };
            },
            isSigned: false,
            cancel,
            HttpStatusCode.RequestedRangeNotSatisfiable
        );

    /// <summary>Where the session goes on; null where there is none any more.</summary>
    private async Task<long?> NextAsync(CancellationToken cancel)
    {
        using var said = await calls
            .AskAsync(
                () => new HttpRequestMessage(HttpMethod.Get, session),
                isSigned: false,
                cancel,
                HttpStatusCode.NotFound
            )
            .ConfigureAwait(false);
        return
            Answers.Find(said.Body?.RootElement, "nextExpectedRanges") is { } ranges
            && ranges.EnumerateArray().Select(each => each.GetString()).FirstOrDefault()
                is { } first
            && long.TryParse(
                first.Split('-')[0],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var next
            )
            ? next
            : null;
    }

    /// <summary>A file of nothing has no ranges.</summary>
    private async Task<SharePointFile?> PutNothingAsync(CancellationToken cancel)
    {
        using var said = await calls
            .AskAsync(
                () =>
                    new HttpRequestMessage(
                        HttpMethod.Put,
                        place.File(drive, name, ":/content?@microsoft.graph.conflictBehavior=fail")
                    )
                    {
                        Content = new ByteArrayContent([]),
                    },
                isSigned: true,
                cancel
            )
            .ConfigureAwait(false);
        return SharePointFile.Of(said.Body);
    }

    /// <summary>Drops what was sent; where that fails too, it ends by itself.</summary>
    private async Task DropAsync()
    {
        if (session is null)
            return;
        try
        {
            using var said = await calls
                .AskAsync(
                    () => new HttpRequestMessage(HttpMethod.Delete, session),
                    isSigned: false,
                    CancellationToken.None,
                    HttpStatusCode.NotFound
                )
                .ConfigureAwait(false);
        }
        catch (TargetException) { }
    }

    private TargetException Lost() =>
        new(TargetFault.Away, $"{place.Endpoint.Host} lost the upload, which begins anew");
}

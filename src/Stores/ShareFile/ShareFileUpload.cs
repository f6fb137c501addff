using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Evenhand.Stores.Buckets;
using Evenhand.Stores.Http;
using Evenhand.Stores.Targets;

namespace Evenhand.Stores.ShareFile;

/// <summary>
/// An upload in chunks ("threaded", by ShareFile's API v3): each goes with its MD5, and the last call, which makes the file, with that of the whole, against both of which the server holds
/// what came.
/// </summary>
internal sealed class ShareFileUpload(SignedCalls calls, ShareFilePlace place, string name)
{
    /// <summary>Bytes of a chunk.</summary>
    public const int Chunk = 8 << 20;

    private const int MostTries = 4;

    /// <summary>Sends all of a source, which is to measure what is expected, or nothing gets the name.</summary>
    /// <returns>The file, and the MD5 of what was sent.</returns>
    /// <param name="bytes">The source.</param>
    /// <param name="expected">What it is to measure.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<(ShareFileItem File, string Md5)> SendAsync(
        Stream bytes,
        Measured expected,
        CancellationToken cancel
    )
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        using var specified = await SpecifyAsync(expected, cancel).ConfigureAwait(false);
        var (at, isMore) = (0L, true);
        for (var index = 0; isMore; index++)
        {
            using var part = new Part();
            isMore = await part.FillAsync(bytes, Chunk, cancel).ConfigureAwait(false);
            sha256.AppendData(part.Bytes.Span);
            md5.AppendData(part.Bytes.Span);
            if (at + part.Length > expected.Bytes)
                throw Otherwise(expected);
            // A file of nothing has one chunk of nothing.
            if (part.Length > 0 || index == 0)
                await SendAsync(specified, index, at, part.Bytes, cancel).ConfigureAwait(false);
            at += part.Length;
        }
        var measured = new Measured(at, Convert.ToHexStringLower(sha256.GetHashAndReset()));
        if (measured != expected)
            throw Otherwise(expected);
        var whole = Convert.ToHexStringLower(md5.GetHashAndReset());
        return (await FinishAsync(specified, whole, at, cancel).ConfigureAwait(false), whole);
    }

    private async Task<Said> SpecifyAsync(Measured expected, CancellationToken cancel)
    {
        var wish = new Dictionary<string, object>
        {
            ["Method"] = "threaded",
            ["Raw"] = true,
            ["FileName"] = name,
            ["FileSize"] = expected.Bytes,
            ["Overwrite"] = false,
            ["CanResume"] = false,
            ["StartOver"] = true,
            ["ThreadCount"] = 1,
            ["Notify"] = false,
            ["Tool"] = "evenhand",
        };
        var said = await calls
            .AskAsync(
                () =>
                    new HttpRequestMessage(HttpMethod.Post, place.Item(place.Folder, "/Upload2"))
                    {
                        Content = JsonContent.Create(wish),
                    },
                isSigned: true,
                cancel
            )
            .ConfigureAwait(false);
        if (said.Text("PrepareUri") is { Length: > 0 } prepare)
        {
            using var prepared = await calls
                .AskAsync(
                    () => new HttpRequestMessage(HttpMethod.Get, place.Named(prepare)),
                    isSigned: false,
                    cancel
                )
                .ConfigureAwait(false);
        }
        return said;
    }

    /// <summary>Sends a chunk; one that broke off is sent again, to the same place.</summary>
    private async Task SendAsync(
        Said specified,
        int index,
        long at,
        ReadOnlyMemory<byte> chunk,
        CancellationToken cancel
    )
    {
        var to = With(
            specified.Text("ChunkUri"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"index={index}&byteOffset={at}&hash={Convert.ToHexStringLower(PartBytes.Md5Of(chunk.Span))}&fmt=json"
            )
        );
        for (var tries = 1; ; tries++)
            try
            {
                using var said = await calls
                    .AskAsync(
                        () =>
                            new HttpRequestMessage(HttpMethod.Post, to)
                            {
                                Content = new ReadOnlyMemoryContent(chunk),
                            },
                        isSigned: false,
                        cancel
                    )
                    .ConfigureAwait(false);
                ThrowIfRefused(said);
                return;
            }
            catch (TargetException broken)
                when (broken.Kind == TargetFault.Away && tries < MostTries) { }
    }

    private async Task<ShareFileItem> FinishAsync(
        Said specified,
        string md5,
        long bytes,
        CancellationToken cancel
    )
    {
        var to = With(
            specified.Text("FinishUri"),
            bytes > 0 ? $"respformat=json&filehash={md5}" : "respformat=json"
        );
        using var said = await calls
            .AskAsync(() => new HttpRequestMessage(HttpMethod.Get, to), isSigned: false, cancel)
            .ConfigureAwait(false);
        ThrowIfRefused(said);
        var made = Answers.Find(said.Body?.RootElement, "value");
        return (
                made is { ValueKind: System.Text.Json.JsonValueKind.Array } its
                && its.GetArrayLength() > 0
                    ? ShareFileItem.Made(its[0])
                    : null
            )
            ?? throw new TargetException(
                TargetFault.Away,
                $"ShareFile's account {place.Subdomain} does not say what became of the upload"
            );
    }

    /// <summary>A status of success may carry a refusal.</summary>
    private void ThrowIfRefused(Said said)
    {
        if (
            Answers.Find(said.Body?.RootElement, "error")
            is not { ValueKind: System.Text.Json.JsonValueKind.True }
        )
            return;
        var why = Answers.Why(said.Body);
        throw new TargetException(
            Answers.IsOfRoom(why) ? TargetFault.Full : TargetFault.Away,
            $"ShareFile's account {place.Subdomain} refuses what was sent{why}"
        );
    }

    private Uri With(string? address, string more)
    {
        var its = place.Named(address);
        return new Uri($"{its.AbsoluteUri}{(its.Query.Length > 0 ? '&' : '?')}{more}");
    }

    private static TargetException Otherwise(Measured expected) =>
        new(TargetFault.Altered, $"{expected.Bytes} bytes were to be copied, and others came");
}

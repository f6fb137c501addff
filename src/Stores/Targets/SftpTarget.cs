using Renci.SshNet;
using Renci.SshNet.Common;

namespace Evenhand.Stores.Targets;

/// <summary>
/// A customer's folder on a server that speaks SFTP. A copy is written under a temporary name, read back from there and held against the hash, and
/// renamed: its name never stands for anything but the whole. Doing that again is as doing it once.
/// </summary>
public sealed class SftpTarget(SftpPlace place)
{
    private const string Temporary = ".evenhand-part";
    private const string Trial = "evenhand-trial";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Tries whether copies can be made there, by one that is deleted again.</summary>
    /// <exception cref="TargetException">They cannot; the message says why, for whoever set it up.</exception>
    public Task TryAsync(CancellationToken cancel = default) =>
        WithClientAsync(
            async client =>
            {
                var bytes = new MemoryStream(Guid.NewGuid().ToByteArray());
                var measured = await Hashing.CopyAsync(bytes, null, cancel).ConfigureAwait(false);
                bytes.Position = 0;
                var path = PathOf($"{Trial}-{measured.Sha256[..16]}");
                await WriteAsync(client, path, bytes, measured, cancel).ConfigureAwait(false);
                await client.DeleteFileAsync(path, cancel).ConfigureAwait(false);
            },
            cancel
        );

    /// <summary>Makes a copy; where it is there already, whole, nothing is done.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="bytes">The bytes, which are read once, from where they stand.</param>
    /// <param name="expected">What they measure.</param>
    /// <param name="cancel">Ends it; a part may be left, which the next try writes over.</param>
    /// <exception cref="TargetException">It cannot be made; nothing stands under the name but what stood there.</exception>
    public Task PutAsync(
        TargetName name,
        Stream bytes,
        Measured expected,
        CancellationToken cancel = default
    ) =>
        WithClientAsync(
            async client =>
            {
                var path = PathOf($"{name}");
                if (await MeasureAsync(client, path, cancel).ConfigureAwait(false) is not { } there)
                    await WriteAsync(client, path, bytes, expected, cancel).ConfigureAwait(false);
                else if (there != expected)
                    throw new TargetException(
                        TargetFault.Taken,
                        $"something else lies under the name {name}"
                    );
            },
            cancel
        );

    private string PathOf(string name) =>
        place.Folder is { Length: > 0 } folder ? $"{folder.TrimEnd('/')}/{name}" : name;

    private static async Task WriteAsync(
        SftpClient client,
        string path,
        Stream bytes,
        Measured expected,
        CancellationToken cancel
    )
    {
        var part = path + Temporary;
        await client.UploadFileAsync(new SourceStream(bytes), part, cancel).ConfigureAwait(false);
        var written = await MeasureAsync(client, part, cancel).ConfigureAwait(false);
        if (written == expected)
        {
            // A server renames over nothing: of two who make one copy, one finds the other's.
            await client.RenameFileAsync(part, path, cancel).ConfigureAwait(false);
            return;
        }
        if (written is not null)
            await client.DeleteFileAsync(part, cancel).ConfigureAwait(false);
        throw new TargetException(
            TargetFault.Altered,
            $"of {expected.Bytes} bytes that were written {written?.Bytes ?? 0} were read back, or others"
        );
    }

    /// <summary>Reads a file of the server back and measures it; null where there is none.</summary>
    private static async Task<Measured?> MeasureAsync(
        SftpClient client,
        string path,
        CancellationToken cancel
    )
    {
        try
        {
            using var measuring = new MeasuringStream();
            await client.DownloadFileAsync(path, measuring, cancel).ConfigureAwait(false);
            return measuring.Measured();
        }
        catch (SftpPathNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Signs in, and does something; whatever fails is told as the target's, but what the source fails with.</summary>
    private async Task WithClientAsync(Func<SftpClient, Task> act, CancellationToken cancel)
    {
        var seen = "";
        try
        {
            using var client = new SftpClient(SftpSignIn.Of(place, Patience));
            client.OperationTimeout = Patience;
            client.HostKeyReceived += (_, key) =>
            {
                seen = $"SHA256:{key.FingerPrintSHA256}";
                key.CanTrust = seen == place.HostKey;
            };
            await client.ConnectAsync(cancel).ConfigureAwait(false);
            await act(client).ConfigureAwait(false);
        }
        catch (SourceException broken)
        {
            throw broken.InnerException!;
        }
        catch (Exception failed) when (SftpFailures.Of(failed, place, seen) is { } told)
        {
            throw told;
        }
    }
}

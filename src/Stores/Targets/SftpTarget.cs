using System.Net.Sockets;
using Evenhand.Network;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Evenhand.Stores.Targets;

/// <summary>
/// A customer's folder on a server that speaks SFTP. A copy is written under a temporary name, read back from there and held against the hash, and
/// renamed: its name never stands for anything but the whole. Doing that again is as doing it once.
/// </summary>
/// <param name="place">The folder.</param>
/// <param name="outward">The way there.</param>
public sealed class SftpTarget(SftpPlace place, Outward outward) : ITarget
{
    /// <summary>The kind of such targets.</summary>
    internal static readonly TargetKind Kind = new(
        "sftp",
        [
            new("host", "the server's name or address") { IsNeeded = true },
            new("port", "its port; 22 where it is left out") { Form = TermForm.Port },
            new("host-key", "the SHA-256 of the server's key, as ssh-keygen -l prints it"),
            new("user", "who signs in") { IsNeeded = true },
            new("folder", "the folder for the copies; the user's own where it is left out"),
            new("password", "the user's password") { IsSecret = true },
            new("private-key", "the user's private key, in OpenSSH's form or PEM")
            {
                IsSecret = true,
                Form = TermForm.Text,
            },
            new("passphrase", "the passphrase of the private key") { IsSecret = true },
        ],
        (terms, outward) => new SftpTarget(SftpPlace.Of(terms), outward)
    )
    {
        Objection = terms =>
            terms.Secret("password") is null && terms.Secret("private-key") is null
                ? "either `password` or `private-key` is needed"
                : null,
    };

    private const string Temporary = ".evenhand-part";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public Task TryAsync(CancellationToken cancel = default) =>
        WithClientAsync(
            async client =>
            {
                var trial = TrialCopy.Fresh();
                var path = PathOf(trial.Name);
                await WriteAsync(client, path, trial.Bytes, trial.Measured, cancel)
                    .ConfigureAwait(false);
                await client.DeleteFileAsync(path, cancel).ConfigureAwait(false);
            },
            cancel
        );

    /// <inheritdoc/>
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
                    throw TargetException.Taken($"{name}");
            },
            cancel
        );

    /// <summary>Nothing is held between copies.</summary>
    public void Dispose() { }

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
            using var client = await ConnectAsync(key => seen = key, cancel).ConfigureAwait(false);
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

    /// <summary>Signs in at one of the server's addresses. Each was judged, and the client looks no name up itself; who the server is, its key says.</summary>
    private async Task<SftpClient> ConnectAsync(Action<string> shown, CancellationToken cancel)
    {
        var addresses = await outward.AddressesAsync(place.Host, cancel).ConfigureAwait(false);
        for (var next = 0; ; next++)
        {
            var client = new SftpClient(SftpSignIn.Of(place, addresses[next], Patience));
            client.OperationTimeout = Patience;
            client.HostKeyReceived += (_, key) =>
            {
                var seen = $"SHA256:{key.FingerPrintSHA256}";
                shown(seen);
                key.CanTrust = seen == place.HostKey;
            };
            try
            {
                await client.ConnectAsync(cancel).ConfigureAwait(false);
                return client;
            }
            catch (SocketException) when (next < addresses.Length - 1)
            {
                client.Dispose();
            }
            catch
            {
                client.Dispose();
                throw;
            }
        }
    }
}

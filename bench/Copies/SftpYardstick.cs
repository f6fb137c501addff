using Evenhand.Network;
using Evenhand.Stores;
using Evenhand.Stores.Targets;
using Renci.SshNet;

namespace Evenhand.Bench.Copies;

/// <summary>A folder of a server that speaks SFTP: our copy, which is read back, beside the client's own upload, which is not; each signs in anew.</summary>
internal sealed class SftpYardstick(
    string host,
    int port,
    string user,
    string folder,
    string hostKey,
    string key
) : IYardstick
{
    private readonly SftpTarget target = new(
        new SftpPlace(host, user, folder)
        {
            Port = port,
            HostKey = hostKey,
            PrivateKey = File.ReadAllText(key),
        },
        new Outward(allowsPrivate: true)
    );

    private readonly List<string> paths = [];
    private int next;

    public string Name => "SftpClient.UploadFile";

    public double LeastOf(int size) => 0.4;

    public async Task OursAsync(string file, Measured measured)
    {
        var name = TargetName.Of($"ours-{next++}");
        await using var bytes = File.OpenRead(file);
        await target.PutAsync(name, bytes, measured, $"{Guid.NewGuid():N}");
        paths.Add($"{folder}/{name}");
    }

    public Task TheirsAsync(string file) =>
        WithClientAsync(async client =>
        {
            var path = $"{folder}/theirs-{next++}";
            await using var bytes = File.OpenRead(file);
            await client.UploadFileAsync(bytes, path);
            paths.Add(path);
        });

    public Task ClearAsync() =>
        WithClientAsync(async client =>
        {
            foreach (var path in paths)
                await client.DeleteFileAsync(path, default);
            paths.Clear();
        });

    public void Dispose() => target.Dispose();

    private async Task WithClientAsync(Func<SftpClient, Task> act)
    {
        using var client = new SftpClient(host, port, user, new PrivateKeyFile(key));
        await client.ConnectAsync(default);
        await act(client);
    }
}

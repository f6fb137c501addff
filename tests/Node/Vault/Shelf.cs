using System.Collections.Concurrent;
using System.Text;
using Evenhand.Network;
using Evenhand.Stores;
using Evenhand.Stores.Targets;
using Microsoft.AspNetCore.DataProtection;

namespace Evenhand.Tests.Node.Vault;

/// <summary>
/// A customer's place for copies, in memory, which outlives every process that writes to it. It does as a server does to which a file is written under
/// another name, read back, and renamed.
/// </summary>
internal sealed class Shelf
{
    private readonly ConcurrentDictionary<string, byte[]> parts = new();
    private readonly ConcurrentDictionary<string, byte[]> lying = new();
    private int puts;

    /// <summary>Told the host and the name before a copy is made; what it throws is the target's, and what it waits for holds it up.</summary>
    public Func<string, string, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>What becomes of bytes on their way there.</summary>
    public Func<byte[], byte[]> Altering { get; set; } = bytes => bytes;

    /// <summary>What the process calls; it may die there.</summary>
    public Func<string, bool> Called { get; set; } = _ => false;

    /// <summary>Told that it died after a call.</summary>
    public Action Died { get; set; } = () => { };

    /// <summary>The credentials by which it was last entered.</summary>
    public string? Word { get; private set; }

    /// <summary>How often somebody tried to make a copy.</summary>
    public int Puts => puts;

    /// <summary>What seals the credentials.</summary>
    public IDataProtector Seal { get; set; } =
        new EphemeralDataProtectionProvider().CreateProtector("targets");

    /// <summary>What lies there under final names, with the host it is at.</summary>
    public string[] Lying() =>
        [
            .. lying
                .Select(each => $"{each.Key}={Encoding.UTF8.GetString(each.Value)}")
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Ends when so many copies lie there.</summary>
    public Task UntilLyingAsync(int count)
    {
        var there = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Placed = () =>
        {
            if (lying.Count >= count)
                there.TrySetResult();
        };
        return there.Task;
    }

    private Action Placed { get; set; } = () => { };

    /// <summary>Opens targets of two kinds, all of which are here.</summary>
    public TargetOpening Opening() =>
        new([KindOf("sftp"), KindOf("azure")], new Outward(allowsPrivate: true));

    private TargetKind KindOf(string name) =>
        new(
            name,
            [
                new("host", "the server's name") { IsNeeded = true },
                new("word", "the word that opens it") { IsNeeded = true, IsSecret = true },
            ],
            (terms, _) => new Opened(this, terms["host"], terms.Secret("word")!)
        );

    private sealed class Opened(Shelf shelf, string host, string word) : ITarget
    {
        public async Task TryAsync(CancellationToken cancel = default)
        {
            shelf.Word = word;
            await shelf.Before(host, "trial");
        }

        public async Task PutAsync(
            TargetName name,
            Stream bytes,
            Measured expected,
            string attempt,
            CancellationToken cancel = default
        )
        {
            shelf.Word = word;
            Interlocked.Increment(ref shelf.puts);
            await shelf.Before(host, $"{name}").WaitAsync(cancel);
            var path = $"{host}/{name}";
            var read = new MemoryStream();
            await bytes.CopyToAsync(read, cancel);
            if (shelf.lying.TryGetValue(path, out var there))
            {
                if (await MeasuredOf(there) != expected)
                    throw new TargetException(TargetFault.Taken, "something else lies there");
                return;
            }
            await CallAsync("PutAsync", () => shelf.parts[path] = shelf.Altering(read.ToArray()));
            if (await MeasuredOf(shelf.parts[path]) != expected)
                throw new TargetException(TargetFault.Altered, "other bytes were read back");
            await CallAsync("MoveAsync", () => shelf.lying[path] = shelf.parts[path]);
            shelf.Placed();
        }

        public void Dispose() { }

        private async Task CallAsync(string name, Action act)
        {
            var dies = shelf.Called(name);
            act();
            await Task.Yield();
            if (!dies)
                return;
            shelf.Died();
            throw new TargetException(TargetFault.Away, "the process is dead");
        }

        private static Task<Measured> MeasuredOf(byte[] bytes) =>
            Hashing.CopyAsync(new MemoryStream(bytes), null);
    }
}

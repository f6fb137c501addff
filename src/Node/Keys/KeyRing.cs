using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Keys;

/// <summary>
/// The keys of a ledger: made, found, rotated and revoked. Each change is a record of the shared stream, so every node,
/// and the command line beside it, has the same. Only hashes are kept. A text that was revoked stays so, under whatever
/// id it comes again.
/// </summary>
public sealed class KeyRing
{
    /// <summary>Characters of the longest text that is looked at; whatever is longer is no key.</summary>
    public const int LongestText = 512;

    private const int SecretBytes = 32;
    private const int IdBytes = 9;
    private static readonly TimeSpan RotationTicks = TimeSpan.FromHours(1);

    private readonly Func<KeyEntry, Task> append;
    private readonly Func<Moment> now;
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<UInt128, Held> byHash = new();
    private readonly ConcurrentDictionary<string, Held> byId = new(StringComparer.Ordinal);
    private readonly List<Held> inOrder = [];
    private Key[]? listed = [];

    /// <summary>An empty ring.</summary>
    /// <param name="append">Appends an entry to the shared stream; the ring learns of it by <see cref="Learn"/>.</param>
    /// <param name="now">The present.</param>
    internal KeyRing(Func<KeyEntry, Task> append, Func<Moment> now) =>
        (this.append, this.now) = (append, now);

    /// <summary>All keys, revoked ones too, in the order in which they were made.</summary>
    public IReadOnlyList<Key> All
    {
        get
        {
            lock (gate)
                return listed ??= [.. inOrder.Select(held => held.Key)];
        }
    }

    /// <summary>
    /// The key that somebody shows; null where it is none or was revoked. It is looked up by its hash, of which
    /// nothing can be learnt from the time that it takes, and compared in constant time.
    /// </summary>
    public Key? Find(ReadOnlySpan<char> shown)
    {
        if (shown.Length is 0 or > LongestText || Known(shown) is not { } held)
            return null;
        return IsInForce(held) ? held.Key : null;
    }

    /// <summary>Whether a key that was found a while ago still works.</summary>
    public bool StillWorks(Key key) => byId.TryGetValue(key.Id, out var held) && IsInForce(held);

    /// <summary>Makes a key; its text is shown here once and never again.</summary>
    /// <exception cref="RequestException">It has no role, or a key of an account names none, or another names one.</exception>
    public Task<(Key Key, string Text)> CreateAsync(
        RoleSet roles,
        AccountId account,
        string name,
        Doer? by = null,
        string person = ""
    )
    {
        Check(roles, account);
        if (person.Length > 0 && !account.IsNone)
            throw new RequestException(
                Code.Malformed,
                Language.Key("a key of an account is the account's, and no person's")
            );
        return MakeAsync(
            (id, hash) =>
                new KeyMade(id, hash, roles.All, false, account.Text, name, by, Named(person))
        );
    }

    /// <summary>Takes a text that was chosen elsewhere as an admin's key, unless it is or was one already.</summary>
    /// <returns>The key; one that was revoked stays so, however often its text is chosen again.</returns>
    public async Task<Key> AdoptAsync(string text)
    {
        if (text.Length is 0 or > LongestText)
            throw new RequestException(
                Code.Malformed,
                $"a chosen key has from 1 to {LongestText} characters"
            );
        return Known(text)?.Key
            ?? await AddAsync(
                Random(IdBytes),
                text,
                static (id, hash) =>
                    new(id, hash, [Role.Admin], false, "", "chosen at the start", Doer.Start)
            );
    }

    /// <summary>Makes a new key of the same role in place of one, which works on for an hour.</summary>
    /// <exception cref="RequestException">There is no such key, or it was revoked.</exception>
    public async Task<(Key Key, string Text)> RotateAsync(string id, Doer? by = null)
    {
        var old = Of(id);
        if (old.Revoked is not null)
            throw new RequestException(Code.Conflict, Language.Key("the key was revoked"));
        var made = await MakeAsync(
            (id, hash) =>
                new KeyMade(
                    id,
                    hash,
                    RolesOf(old),
                    old.IsOld,
                    old.Account.Text,
                    old.Name,
                    by,
                    Named(old.Person)
                )
        );
        await EndAsync(old, now() + RotationTicks, by);
        return made;
    }

    /// <summary>Revokes a key; revoking twice changes nothing.</summary>
    /// <exception cref="RequestException">There is no such key.</exception>
    public async Task<Key> RevokeAsync(string id, Doer? by = null)
    {
        var key = Of(id);
        if (key.Revoked is not { } end || end > now())
            await EndAsync(key, now(), by);
        return Of(id);
    }

    /// <summary>Takes note of an entry of the shared stream.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="at">When it was stored, by the clock of whoever did.</param>
    internal void Learn(KeyEntry entry, Moment at)
    {
        lock (gate)
        {
            if (entry is KeyMade made)
                Take(made, at);
            else if (entry is KeyEnded ended && byId.TryGetValue(ended.Id, out var held))
                End(held, ended.At ?? at, at);
            listed = null;
        }
    }

    private void Take(KeyMade made, Moment at)
    {
        if (byId.ContainsKey(made.Id))
            return;
        var key = made.At(at);
        var held = new Held(key, Convert.FromHexString(made.Hash));
        if (byHash.GetOrAdd(Start(held.Hash), held) is var first && first != held)
            (held.Same, held.Key) = (first, key with { Revoked = first.Key.Revoked });
        byId[made.Id] = held;
        inOrder.Add(held);
    }

    /// <summary>
    /// Whoever stored the end knows whether it was meant at once; our clock may tell another time. Where one text has
    /// several ids, as it had when a chosen key came back, the end of one is the end of the text.
    /// </summary>
    private static void End(Held held, Moment end, Moment at)
    {
        foreach (var each in new[] { held, held.Same ?? held })
        {
            each.Key = each.Key with { Revoked = Moment.Min(end, each.Key.Revoked ?? end) };
            each.IsOver |= end <= at;
        }
    }

    private Held? Known(ReadOnlySpan<char> shown)
    {
        Span<byte> text = stackalloc byte[LongestText * 3];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(shown, text)], hash);
        return
            byHash.TryGetValue(Start(hash), out var held)
            && CryptographicOperations.FixedTimeEquals(hash, held.Hash)
            ? held
            : null;
    }

    private static UInt128 Start(ReadOnlySpan<byte> hash) =>
        BinaryPrimitives.ReadUInt128LittleEndian(hash);

    private async Task<(Key Key, string Text)> MakeAsync(Func<string, string, KeyMade> make)
    {
        var id = Random(IdBytes);
        var text = $"ek_{id}_{Random(SecretBytes)}";
        return (await AddAsync(id, text, make), text);
    }

    private async Task<Key> AddAsync(string id, string text, Func<string, string, KeyMade> make)
    {
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        await append(make(id, hash));
        return Of(id);
    }

    private Task EndAsync(Key key, Moment at, Doer? by) =>
        append(new KeyEnded(key.Id, at, RolesOf(key), key.IsOld, key.Account.Text, key.Name, by));

    /// <summary>An old key had one role, which reached further.</summary>
    private static ImmutableArray<Role> RolesOf(Key key) =>
        key.IsOld ? [key.Roles.All[0]] : key.Roles.All;

    private static string? Named(string person) => person.Length > 0 ? person : null;

    private bool IsInForce(Held held) =>
        held.Key.Revoked is not { } end || !held.IsOver && now() < end;

    private Key Of(string id) =>
        byId.TryGetValue(id, out var held)
            ? held.Key
            : throw new RequestException(Code.UnknownKey, Language.Key("there is no such key"));

    private static void Check(RoleSet roles, AccountId account)
    {
        if (roles.IsEmpty)
            throw new RequestException(Code.Malformed, Language.Key("a key has at least one role"));
        if (roles.Contains(Role.Account) && roles != Role.Account)
            throw new RequestException(
                Code.Malformed,
                Language.Key("the role account stands alone: such a key belongs to its account")
            );
        if (roles.Contains(Role.Account) != !account.IsNone)
            throw new RequestException(
                Code.Malformed,
                Language.Key(
                    "a key of the role account names its account, and no other key names one"
                )
            );
    }

    private static string Random(int bytes) =>
        Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));

    /// <summary>A key with the hash of its text.</summary>
    private sealed class Held(Key key, byte[] hash)
    {
        private Key key = key;

        public byte[] Hash => hash;

        public Key Key
        {
            get => Volatile.Read(ref key);
            set => Volatile.Write(ref key, value);
        }

        /// <summary>Whether it has ended, whatever a clock says.</summary>
        public bool IsOver { get; set; }

        /// <summary>The key that had the same text before; null for none.</summary>
        public Held? Same { get; set; }
    }
}

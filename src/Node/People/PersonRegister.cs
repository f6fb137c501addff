using Evenhand.Core.Codes;
using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;

namespace Evenhand.Node.People;

/// <summary>
/// The persons of a ledger. Each change is a record of the shared stream, so every node, and the command line beside it, has
/// the same. An id is given once and never again.
/// </summary>
public sealed class PersonRegister
{
    /// <summary>Characters of the longest id, name or address.</summary>
    public const int LongestText = 200;

    /// <summary>The roles that persons may have; <see cref="Role.Content"/> opens no page by itself and stands beside another.</summary>
    public static readonly RoleSet MayHave = RoleSet.Of(
        Role.Read,
        Role.Reviewer,
        Role.Operator,
        Role.Billing,
        Role.Admin,
        Role.Content
    );

    /// <summary>What stands in records where nobody of the vendor's acted, and so is no person's id.</summary>
    private static readonly string[] Nobodies = ["rule", "time", "clean", Person.Customer];

    private readonly Func<PersonEntry, Task> append;
    private readonly Func<Moment> now;
    private readonly Lock gate = new();
    private readonly Dictionary<string, Person> byId = new(StringComparer.Ordinal);
    private Person[]? listed = [];

    /// <summary>An empty register.</summary>
    /// <param name="append">Appends an entry to the shared stream; the register learns of it by <see cref="Learn"/>.</param>
    /// <param name="now">The present.</param>
    /// <param name="signIns">How they sign in.</param>
    internal PersonRegister(Func<PersonEntry, Task> append, Func<Moment> now, SignInBook signIns) =>
        (this.append, this.now, SignIns) = (append, now, signIns);

    /// <summary>How they sign in.</summary>
    public SignInBook SignIns { get; }

    /// <summary>All persons, also those who have ended, by id.</summary>
    public IReadOnlyList<Person> All
    {
        get
        {
            lock (gate)
                return listed ??= [.. byId.Values.OrderBy(each => each.Id, StringComparer.Ordinal)];
        }
    }

    /// <summary>A person, also one who has ended; null where there is none.</summary>
    public Person? Find(string id)
    {
        lock (gate)
            return byId.GetValueOrDefault(id);
    }

    /// <summary>The one person who acts now and alone has an address; null where there is none, or more.</summary>
    public Person? ByEmail(string email)
    {
        var present = now();
        var those = All.Where(each =>
                each.Email.Length > 0
                && each.Email.Equals(email, StringComparison.OrdinalIgnoreCase)
                && each.ActsAt(present)
            )
            .Take(2)
            .ToArray();
        return those is [var only] ? only : null;
    }

    /// <summary>Whether a key that belongs to somebody works now: one of nobody always does.</summary>
    public bool LetsWork(Key key) =>
        key.Person.Length == 0 || Find(key.Person)?.ActsAt(now()) == true;

    /// <summary>Adds a person.</summary>
    /// <exception cref="RequestException">The id is taken or nobody's, or the person is not whole.</exception>
    public async Task<Person> AddAsync(
        string id,
        string name,
        string email,
        RoleSet roles,
        (Moment? From, Moment? Until) time = default,
        Doer? by = null
    )
    {
        CheckId(id);
        CheckText(name, "/name", mayBeEmpty: false);
        CheckText(email, "/email", mayBeEmpty: true);
        CheckRoles(roles);
        if (time.Until is { } until && until <= (time.From ?? now()))
            throw Wrong("a person's end comes after its beginning", "/until");
        if (Find(id) is not null)
            throw new RequestException(
                Code.Conflict,
                Language.Key("there is a person {0} already; an id is given once and for ever"),
                id
            );
        await append(new PersonAdded(id, name, email, roles.All, time.From, time.Until, by));
        return Find(id)!;
    }

    /// <summary>Changes a person; what is null stays as it is.</summary>
    /// <exception cref="RequestException">There is no such person, or it would not be whole.</exception>
    public async Task<Person> ChangeAsync(
        string id,
        string? name,
        string? email,
        RoleSet? roles,
        Moment? until,
        Doer? by = null
    )
    {
        var before = Of(id);
        if (name is not null)
            CheckText(name, "/name", mayBeEmpty: false);
        if (email is not null)
            CheckText(email, "/email", mayBeEmpty: true);
        if (roles is { } some)
            CheckRoles(some);
        if (until is { } end && end <= before.From)
            throw Wrong("a person's end comes after its beginning", "/until");
        await append(new PersonChanged(id, name, email, roles?.All, until, by));
        return Of(id);
    }

    /// <summary>Ends a person at once; twice is as good as once.</summary>
    /// <exception cref="RequestException">There is no such person.</exception>
    public async Task<Person> EndAsync(string id, Doer? by = null)
    {
        if (Of(id).Until is not { } end || end > now())
            await append(new PersonEnded(id, now(), by));
        return Of(id);
    }

    /// <summary>Takes note of an entry of the shared stream.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="at">When it was stored, by the clock of whoever did.</param>
    internal void Learn(PersonEntry entry, Moment at)
    {
        lock (gate)
        {
            if (entry is PersonAdded added)
                byId.TryAdd(added.Id, added.At(at));
            else if (byId.TryGetValue(entry.Id, out var known))
                byId[entry.Id] = entry switch
                {
                    PersonChanged changed => changed.Of(known),
                    PersonEnded ended => known with { Until = ended.At ?? at },
                    _ => known,
                };
            listed = null;
        }
    }

    private Person Of(string id) =>
        Find(id) ?? throw new RequestException(Code.NotFound, "there is no such person");

    private static void CheckId(string id)
    {
        if (id.Length is 0 or > LongestText || !id.All(IsOfIds))
            throw Wrong(
                "a person's id has letters, digits and the signs . - _ @, such as ann",
                "/id"
            );
        if (Nobodies.Contains(id))
            throw Wrong($"{id} stands for what nobody did: give the person another id", "/id");
    }

    private static bool IsOfIds(char sign) =>
        char.IsAsciiLetterOrDigit(sign) || ".-_@".Contains(sign);

    private static void CheckText(string text, string pointer, bool mayBeEmpty)
    {
        if (text.Length > LongestText || !mayBeEmpty && string.IsNullOrWhiteSpace(text))
            throw Wrong($"a text of 1 to {LongestText} characters stands here", pointer);
    }

    private static void CheckRoles(RoleSet roles)
    {
        if (roles.IsEmpty || !roles.All.All(MayHave.Contains))
            throw Wrong($"a person has one or more of the roles {MayHave}", "/roles");
        if (roles == Role.Content)
            throw Wrong(
                "content stands beside a role that opens the console, such as read",
                "/roles"
            );
    }

    private static RequestException Wrong(string detail, string pointer) =>
        new(Code.Malformed, detail) { Pointer = pointer };
}

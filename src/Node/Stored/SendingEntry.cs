using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Evenhand.Core.Time;
using Evenhand.Node.Roles;

namespace Evenhand.Node.Stored;

/// <summary>What the ledger keeps of messages that go out, and of where they go. Words and members are on disk.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = Entries.Word)]
[JsonDerivedType(typeof(DeliveryPlanned), "planned")]
[JsonDerivedType(typeof(DeliveryTried), "tried")]
[JsonDerivedType(typeof(DeliverySettled), "settled")]
[JsonDerivedType(typeof(DeliveryAsked), "asked")]
[JsonDerivedType(typeof(NoticeOpened), "opened")]
[JsonDerivedType(typeof(DeliveryFailed), "failed")]
[JsonDerivedType(typeof(DeliveryCleared), "cleared")]
[JsonDerivedType(typeof(TargetSet), "target")]
[JsonDerivedType(typeof(TargetEnded), "target-ended")]
[JsonDerivedType(typeof(SendingHeld), "held")]
[JsonDerivedType(typeof(ThresholdsSet), "thresholds")]
[JsonDerivedType(typeof(DigestPlanned), "digest")]
[JsonDerivedType(typeof(TroublesPassed), "troubles-passed")]
[JsonDerivedType(typeof(TroublesMet), "troubles")]
[JsonDerivedType(typeof(OperatorsTold), "operators")]
internal abstract record SendingEntry
{
    /// <summary>The entry of a slice.</summary>
    /// <exception cref="Ledger.DamagedLedgerException">The bytes are no such entry.</exception>
    public static SendingEntry Read(ReadOnlyMemory<byte> bytes) =>
        StoredJson.Read(bytes, StoredJson.Default.SendingEntry);

    /// <summary>The bytes of an entry.</summary>
    public byte[] Written() => StoredJson.Write(this, StoredJson.Default.SendingEntry);

    /// <summary>The one delivery of the account that it speaks of; null where it speaks of several or of none.</summary>
    [JsonIgnore]
    public string? Of =>
        this switch
        {
            DeliveryTried tried => tried.Delivery,
            DeliverySettled settled => settled.Delivery,
            DeliveryAsked asked => asked.Delivery.Id,
            _ => null,
        };
}

/// <summary>Something that was told goes to some targets.</summary>
/// <param name="Notice">The id of what was told; it names the message wherever it goes.</param>
/// <param name="Step">The step whose clock its delivery starts; null where it starts none.</param>
/// <param name="Kind">The kind of notice, or <c>case</c>.</param>
/// <param name="Told">When it was told.</param>
/// <param name="At">When it was composed.</param>
/// <param name="Messages">The messages.</param>
/// <param name="Copies">Where they go.</param>
internal sealed record DeliveryPlanned(
    string Notice,
    string? Step,
    string Kind,
    Moment Told,
    Moment At,
    ImmutableArray<Message> Messages,
    ImmutableArray<Copy> Copies
) : SendingEntry;

/// <summary>What waited for a digest goes to its target, as one message.</summary>
/// <param name="Id">The id of the digest; it names the message.</param>
/// <param name="Target">The target.</param>
/// <param name="Channel">Its channel.</param>
/// <param name="Address">Its address as it was then.</param>
/// <param name="At">When it was composed.</param>
/// <param name="Message">The message.</param>
/// <param name="Notices">The ids of what was told that it brings, in the order in which it was told.</param>
internal sealed record DigestPlanned(
    string Id,
    string Target,
    string Channel,
    string Address,
    Moment At,
    Message Message,
    ImmutableArray<string> Notices
) : SendingEntry
{
    /// <summary>The kind of such a message.</summary>
    public const string Kind = "digest";

    /// <summary>The ids of the deliveries that it brings to an end with its own.</summary>
    [JsonIgnore]
    public IEnumerable<string> Deliveries
    {
        get
        {
            foreach (var notice in Notices)
                yield return $"{notice}.{Target}";
        }
    }

    /// <summary>The one delivery that it makes of them.</summary>
    /// <param name="place">Where in the account's stream it stands.</param>
    public Delivery DeliveryAt(long place) =>
        new($"{Id}.{Target}", Id, null, Kind, Target, Channel, place, At, null)
        {
            Notices = Notices,
        };
}

/// <summary>A delivery was tried, and is not over.</summary>
/// <param name="Delivery">The delivery.</param>
/// <param name="At">When.</param>
/// <param name="Due">When it counts as delivered unless it comes back; null where it was not taken.</param>
/// <param name="Status">What the other side answered, as a number; null where it did not.</param>
/// <param name="Detail">What happened, in words.</param>
internal sealed record DeliveryTried(
    string Delivery,
    Moment At,
    Moment? Due,
    int? Status,
    string? Detail
) : SendingEntry;

/// <summary>A delivery is over.</summary>
/// <param name="Delivery">The delivery.</param>
/// <param name="At">When.</param>
/// <param name="State">How it ended.</param>
/// <param name="Tried">Whether it was tried just then.</param>
/// <param name="Status">What the other side answered, as a number; null where it did not.</param>
/// <param name="Detail">What happened, in words.</param>
internal sealed record DeliverySettled(
    string Delivery,
    Moment At,
    DeliveryState State,
    bool Tried,
    int? Status,
    string? Detail
) : SendingEntry;

/// <summary>Somebody asked for a delivery to be sent once more.</summary>
/// <param name="Delivery">The delivery, as it begins anew.</param>
/// <param name="At">When.</param>
/// <param name="By">Who asked.</param>
internal sealed record DeliveryAsked(Delivery Delivery, Moment At, Doer By) : SendingEntry;

/// <summary>The account's people opened what it was told.</summary>
/// <param name="Notice">The id of what was told.</param>
/// <param name="At">When.</param>
/// <param name="By">Who showed themselves how: a key's id, or <c>link</c>.</param>
internal sealed record NoticeOpened(string Notice, Moment At, string By) : SendingEntry;

/// <summary>On the shared stream: a delivery failed for good. Written no more: the account's own stream says it.</summary>
/// <param name="Account">The account.</param>
/// <param name="Delivery">The delivery.</param>
/// <param name="At">When.</param>
/// <param name="Detail">Why, in words.</param>
internal sealed record DeliveryFailed(string Account, Delivery Delivery, Moment At, string? Detail)
    : SendingEntry;

/// <summary>On the shared stream: a delivery that had failed was seen to. Written no more.</summary>
/// <param name="Account">The account.</param>
/// <param name="Delivery">Its id.</param>
/// <param name="At">When.</param>
internal sealed record DeliveryCleared(string Account, string Delivery, Moment At) : SendingEntry;

/// <summary>A target was set, or set otherwise.</summary>
/// <param name="Target">The target as it is now.</param>
/// <param name="By">Who set it; null for the server itself.</param>
/// <param name="At">When the server itself has given it up; else null, and null too where that was not kept yet.</param>
internal sealed record TargetSet(Target Target, Doer? By, Moment? At = null) : SendingEntry;

/// <summary>A target was taken away.</summary>
/// <param name="Target">Its id.</param>
/// <param name="At">When.</param>
/// <param name="By">Who took it away.</param>
internal sealed record TargetEnded(string Target, Moment At, Doer By) : SendingEntry;

/// <summary>What an account wants to be told of, in the place of all that it wanted before.</summary>
/// <param name="Thresholds">All of it.</param>
/// <param name="At">When it was set.</param>
/// <param name="By">Who set it.</param>
internal sealed record ThresholdsSet(ImmutableArray<Threshold> Thresholds, Moment At, Doer By)
    : SendingEntry;

/// <summary>On the shared stream: nothing that was told before an instant goes out unless it is asked for.</summary>
/// <param name="Before">The instant.</param>
/// <param name="Why">Why, in words.</param>
internal sealed record SendingHeld(Moment Before, string Why) : SendingEntry;

/// <summary>Those who run the service will be told of what happened to the account's messages: the shared stream has it.</summary>
/// <param name="Troubles">The ids of what happened.</param>
/// <param name="At">When it was passed on.</param>
internal sealed record TroublesPassed(ImmutableArray<string> Troubles, Moment At) : SendingEntry;

/// <summary>On the shared stream: something happened to an account's messages that those who run the service are to be told of.</summary>
/// <param name="Account">The account.</param>
/// <param name="Troubles">What happened, without addresses.</param>
internal sealed record TroublesMet(string Account, ImmutableArray<Trouble> Troubles) : SendingEntry;

/// <summary>On the shared stream: a mail to those who run the service, of all that happened up to a place of that stream.</summary>
/// <param name="Id">The id of the mail.</param>
/// <param name="At">When it was composed.</param>
/// <param name="UpTo">The place of the last that it tells of.</param>
/// <param name="Message">The mail.</param>
/// <param name="Copies">Where it goes.</param>
internal sealed record OperatorsTold(
    string Id,
    Moment At,
    long UpTo,
    Message Message,
    ImmutableArray<Copy> Copies
) : SendingEntry
{
    /// <summary>It goes the way of all messages.</summary>
    [JsonIgnore]
    public DeliveryPlanned Planned => new(Id, null, "operators", At, At, [Message], Copies);
}

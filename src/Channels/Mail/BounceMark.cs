using System.Collections.Immutable;
using System.Globalization;

namespace Evenhand.Channels.Mail;

/// <summary>How far a mailbox was read.</summary>
/// <param name="Validity">Which numbering of its messages is meant; another one counts from the beginning.</param>
/// <param name="Last">The number of the last that was read; 0 for none.</param>
/// <param name="Aside">Numbers up to it of reports that could not be taken yet, in order.</param>
public sealed record BounceMark(uint Validity, uint Last, ImmutableArray<uint> Aside)
{
    /// <summary>So many are set aside; beyond, the mailbox is read no further.</summary>
    private const int MostAside = 1_000;

    /// <summary>Whether a message may be set aside, or is already.</summary>
    public bool HasRoomFor(uint number) => Aside.Length < MostAside || Aside.Contains(number);

    /// <summary>Where nothing of a numbering was read yet.</summary>
    public static BounceMark Before(uint validity) => new(validity, 0, []);

    /// <summary>The mark once a message was looked at.</summary>
    /// <param name="number">The number of the message.</param>
    /// <param name="isTaken">Whether what it reports was taken; else it is set aside, or stays there.</param>
    public BounceMark Past(uint number, bool isTaken)
    {
        var others = Aside.Remove(number);
        return new(
            Validity,
            Math.Max(Last, number),
            isTaken ? others : [.. others.Add(number).Order()]
        );
    }

    /// <summary>The mark of a text; the beginning where it is none.</summary>
    public static BounceMark Read(string text)
    {
        var numbers = new List<uint>();
        foreach (var word in text.Split(' '))
            if (uint.TryParse(word, CultureInfo.InvariantCulture, out var number))
                numbers.Add(number);
            else
                return Before(0);
        return numbers is [var validity, var last, .. var aside]
            ? new(validity, last, [.. aside])
            : Before(0);
    }

    /// <summary>Its text: the numbering, the last, and what is set aside, as <see cref="Read"/> takes it.</summary>
    public override string ToString() =>
        string.Join(
            ' ',
            new[] { Validity, Last }
                .Concat(Aside)
                .Select(number => number.ToString(CultureInfo.InvariantCulture))
        );

    /// <summary>Whether it is the same place.</summary>
    public bool Equals(BounceMark? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Validity, Last, Aside.Length);
}

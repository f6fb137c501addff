using Evenhand.Sampling.Fields;

namespace Evenhand.Sampling;

/// <summary>
/// The members of one account's pool: those it had from the start and the latest that events have made. Only so many of
/// the made ones are remembered, so that a long sample needs no more memory than a short one.
/// </summary>
internal sealed class Members
{
    private const int Remembered = 1024;

    private int[] made = [];
    private int count;
    private readonly int starting;
    private int next;

    public Members(int starting) => this.starting = next = starting;

    public int Make()
    {
        if (count == made.Length)
            MakeRoom();
        made[count++] = next;
        return next++;
    }

    /// <summary>A member's number, the newest being the most popular when skewed; impossible when there is none.</summary>
    public long Pick(Dice dice, int skew)
    {
        if (starting + count == 0)
            return Field.Impossible;
        var rank = Skewed(dice, starting + count, skew);
        return rank < count ? made[count - 1 - rank] : rank - count;
    }

    /// <summary>Removes one of the members that were made; impossible when there is none.</summary>
    public long Take(Dice dice)
    {
        if (count == 0)
            return Field.Impossible;
        var number = made[dice.Below(count)];
        Remove(number);
        return number;
    }

    public void Remove(int number)
    {
        var index = made.AsSpan(0, count).IndexOf(number);
        if (index < 0)
            return;
        made.AsSpan(index + 1, count - index - 1).CopyTo(made.AsSpan(index));
        count--;
    }

    /// <summary>
    /// A rank in [0, count) of which low ones come more often, the more so the greater the skew; 0 favours none. Like
    /// Zipf's law, but with multiplications only.
    /// </summary>
    public static int Skewed(Dice dice, int count, int skew)
    {
        var unit = dice.Unit();
        var point = unit;
        for (var i = 0; i < skew; i++)
            point *= unit;
        return (int)(point * count);
    }

    private void MakeRoom()
    {
        if (made.Length < 2 * Remembered)
        {
            Array.Resize(ref made, Math.Max(8, made.Length * 2));
            return;
        }
        made.AsSpan(count - Remembered, Remembered).CopyTo(made);
        count = Remembered;
    }
}

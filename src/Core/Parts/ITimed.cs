using Evenhand.Core.Time;

namespace Evenhand.Core.Parts;

/// <summary>A part to which something happens by itself besides cycles and days: a share expires, a deadline is met.</summary>
internal interface ITimed
{
    /// <summary>The next instant at which something happens to it; <see cref="Moment.Never"/> where nothing is due.</summary>
    /// <param name="passed">The present: what was due before has happened.</param>
    Moment Next(Moment passed);

    /// <summary>Some part's instant has come: what is due by then happens, before a cycle that ends at it is closed.</summary>
    void Pass(Moment at);

    /// <summary>The instant has passed for every part; if a cycle begins at it, that has begun.</summary>
    void Passed(Moment at);
}

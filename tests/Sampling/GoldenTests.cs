using System.Security.Cryptography;
using Evenhand.Sampling;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Sampling;

public class GoldenTests
{
    // One field of each kind, so that no way of drawing can change unnoticed.
    private const string Profile = """
        policy: golden
        shapes:
          day: { weekdays: [1, 1, 1, 1, 1, 0.5, 0.2], hours: [0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 5, 4, 4, 5, 5, 4, 3, 2, 1, 0, 0, 0, 0] }
        pools:
          rooms: { prefix: r, starting: [1, 9] }
        texts:
          greeting: Grüße aus Köln und bis bald 🙂
        populations:
          all: { currencies: { EUR: 2, USD: 1 }, zones: { Europe/Berlin: 1, Asia/Kathmandu: 1 }, plans: { a: 1, b: 2 }, cycle_days: { 1: 1, 31: 1 }, seats: [1, 9], restricted: 0.5, seat_changes: 1, open_later: 0.5, government: 0.3, spread: 0.5, addons: { keys: 0.5 } }
        activities:
          bookings:
            type: room.booked
            shape: day
            rate: { seat-day: 3 }
            fields:
              room: { new: rooms }
              seconds: { log_normal: { mu: 4.75, sigma: 1.01 }, min: 1, max: 9000, decimals: 3 }
              price: { uniform: [0.5, 20], decimals: 2, quoted: true }
              light: { times: 3, of: seconds }
              user: { pick: users, skew: 2 }
              door: { digits: "+49-###" }
              note: { text: greeting, length: { uniform: [1, 40] }, share: 0.5 }
              until: { moment: 2h }
              day: { date: 1d }
              with: { nested: { wish: { choose: { tea: 1, true: 1, 7: 1 } }, in: { account: currency } } }
            then:
              - { type: room.left, share: 0.9, after: [1h, 3h], fields: { room: { same: room, leaves: rooms }, id: { parent: id } } }
          visits: { type: room.seen, shape: day, rate: { account-day: 40 }, fields: { room: { pick: rooms, skew: 1 } } }
          ends: { type: account.terminated, rate: { once: 0.4 }, ends: account }
        """;

    [Fact]
    public void The_bytes_of_a_sample_are_frozen()
    {
        // When this fails on purpose, say in the changelog that samples differ from those of earlier versions.
        var request = new SampleRequest
        {
            Profiles = [Samples.Written(Profile)],
            Accounts = 5,
            Months = 2,
            Seed = 2026,
        };
        Convert
            .ToHexStringLower(SHA256.HashData(Samples.Bytes(request)))
            .ShouldBe("7c96e287970535acada1429afd24c79e05c504da678d69147a6943628fcd8d9d");
    }
}

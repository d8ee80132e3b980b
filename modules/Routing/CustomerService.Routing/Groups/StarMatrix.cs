using CustomerService.Identity.Users;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Routing.Groups;

/// <summary>
/// Which stars a ticket asks for: each grade of priority, risk, complexity and of the customer's value asks for some,
/// the highest counts.
/// </summary>
internal sealed record StarMatrix(
    IReadOnlyList<int> Priority,
    IReadOnlyList<int> Risk,
    IReadOnlyList<int> Complexity,
    IReadOnlyList<int> Value
)
{
    public const int Rows = 4;
    public const int Grades = 3;
    public const int MinStars = 1;
    public const int MaxStars = 5;

    public static StarMatrix Default { get; } = new([3, 4, 5], [3, 4, 5], [3, 4, 5], [3, 3, 4]);

    public int For(TicketFacts ticket) =>
        Math.Max(
            Math.Max(Priority[(int)ticket.Priority], ForRisk(ticket.Risk)),
            Math.Max(Complexity[(int)ticket.Complexity], Value[(int)ticket.Tier])
        );

    /// <summary>What risk alone asks for: a wait never lowers it.</summary>
    public int ForRisk(TicketGrade risk) => Risk[(int)risk];

    /// <summary>Twelve digits, as it is stored.</summary>
    public override string ToString() => string.Concat(Priority.Concat(Risk).Concat(Complexity).Concat(Value));

    public static StarMatrix Parse(string digits) => new(Row(digits, 0), Row(digits, 1), Row(digits, 2), Row(digits, 3));

    public static StarMatrix Of(IEnumerable<int> priority, IEnumerable<int> risk, IEnumerable<int> complexity, IEnumerable<int> value) =>
        new(Checked(priority), Checked(risk), Checked(complexity), Checked(value));

    private static int[] Row(string digits, int row) => [.. digits.Skip(row * Grades).Take(Grades).Select(c => c - '0')];

    private static int[] Checked(IEnumerable<int> stars) => [.. stars.Take(Grades).Select(s => Math.Clamp(s, MinStars, MaxStars))];
}

/// <summary>What routing looks at in a ticket.</summary>
internal sealed record TicketFacts(TicketPriority Priority, TicketGrade Risk, TicketGrade Complexity, CustomerTier Tier);

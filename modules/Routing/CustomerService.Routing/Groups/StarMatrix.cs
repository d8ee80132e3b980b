using CustomerService.Tickets.Tickets;

namespace CustomerService.Routing.Groups;

/// <summary>Which stars a ticket asks for: each grade of priority, risk and complexity asks for some, the highest counts (R2).</summary>
internal sealed record StarMatrix(IReadOnlyList<int> Priority, IReadOnlyList<int> Risk, IReadOnlyList<int> Complexity)
{
    public const int Grades = 3;
    public const int MinStars = 1;
    public const int MaxStars = 5;

    public static StarMatrix Default { get; } = new([3, 4, 5], [3, 4, 5], [3, 4, 5]);

    public int For(TicketPriority priority, TicketGrade risk, TicketGrade complexity) =>
        Math.Max(Priority[(int)priority], Math.Max(Risk[(int)risk], Complexity[(int)complexity]));

    /// <summary>Nine digits, as it is stored.</summary>
    public override string ToString() => string.Concat(Priority.Concat(Risk).Concat(Complexity));

    public static StarMatrix Parse(string digits) => new(Row(digits, 0), Row(digits, 1), Row(digits, 2));

    public static StarMatrix Of(IEnumerable<int> priority, IEnumerable<int> risk, IEnumerable<int> complexity) => new(Checked(priority), Checked(risk), Checked(complexity));

    private static int[] Row(string digits, int row) => [.. digits.Skip(row * Grades).Take(Grades).Select(c => c - '0')];

    private static int[] Checked(IEnumerable<int> stars) => [.. stars.Take(Grades).Select(s => Math.Clamp(s, MinStars, MaxStars))];
}

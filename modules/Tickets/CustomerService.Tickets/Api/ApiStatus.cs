using CustomerService.Framework.Errors;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Tickets.Api;

/// <summary>
/// The <c>status</c> of a list: "open", or names as they stand in the answers; inProgress, in-progress and in_progress
/// are the same.
/// </summary>
internal static class ApiStatus
{
    public static (bool OnlyOpen, List<TicketStatus> Statuses) Parse(string? text)
    {
        var (onlyOpen, statuses) = (false, new List<TicketStatus>());
        foreach (var word in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var name = word.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
            if (name.Equals("open", StringComparison.OrdinalIgnoreCase))
            {
                onlyOpen = true;
            }
            else if (!char.IsDigit(name[0]) && Enum.TryParse<TicketStatus>(name, true, out var status))
            {
                statuses.Add(status);
            }
            else
            {
                throw new BusinessException(TicketErrorCodes.UnknownStatus).WithData("Status", word);
            }
        }

        return (onlyOpen, statuses);
    }
}

export function LastDashboard() {
  return null;
}
